"""Write src/data/mlenergy_held_out.csv: measured servings of text that the constants are not fitted to.
  make_held_out.py --folder public/data/tasks   (from ml-energy/leaderboard, commit 7885788)
The columns are those of mlenergy_calibration.csv, which holds what the constants were fitted to. The spread of the
lengths is that of the model at that task (output_lengths.csv); the leaderboard does not tell it for each run.
"""
import argparse, csv, json, os

A = argparse.ArgumentParser()
A.add_argument("--folder", required=True)
A = A.parse_args()
DATA = os.path.join(os.path.dirname(__file__), "..", "..", "src", "data")
# As the fit took it; prompts are not told.
PROMPT_TOKENS, MOST_BATCH = 250, 1100


def read(name):
    with open(os.path.join(DATA, name), newline="") as file:
        return list(csv.DictReader(file))


def digits(value, count=7):
    return f"{value:.{count}g}"


fitted = read("mlenergy_calibration.csv")
known = {(r["hf_id"], r["task"], r["gpu"], int(r["n_gpus"]), int(r["max_num_seqs"])) for r in fitted}
models = {hf_id: r["name"] for r in read("models.csv") for hf_id in r["hf_ids"].split()}
spread = {(r["hf_id"], r["task"]): r["cv2"] for r in read("output_lengths.csv")}
names = list(fitted[0])[:-2] + ["compared", "left_out_reason"]
rows = []
for task in ["lm-arena-chat", "gpqa"]:
    with open(os.path.join(A.folder, f"{task}.json")) as file:
        found = json.load(file)["configurations"]
    for x in found:
        hf_id, gpu, gpus, most = x["model_id"], x["gpu_model"], x["num_gpus"], x["max_num_seqs"]
        if (hf_id, task, gpu, gpus, most) in known:
            continue
        batch, model = x["avg_batch_size"], models[hf_id]
        why = "batch_over_1100" if batch > MOST_BATCH else ""
        rows.append(dict(zip(names, [
            f"{model}|{gpu}", model, hf_id, task, gpu, gpus, x["tensor_parallel"], x["expert_parallel"],
            x["data_parallel"], x["weight_precision"], most, round(batch, 3), round(x["avg_output_len"], 2),
            spread[(hf_id, task)], PROMPT_TOKENS, digits(x["energy_per_token_joules"]),
            digits(x["median_itl_ms"] / 1e3), digits(x["p90_itl_ms"] / 1e3), digits(x["p99_itl_ms"] / 1e3),
            round(x["output_throughput_tokens_per_sec"], 3),
            digits(gpus / x["output_throughput_tokens_per_sec"], 6), round(x["avg_power_watts"] / gpus, 1),
            int(not why), why])))
rows.sort(key=lambda r: (r["group"], r["task"], r["n_gpus"], r["max_num_seqs"]))
with open(os.path.join(DATA, "mlenergy_held_out.csv"), "w", newline="") as file:
    table = csv.DictWriter(file, names, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
