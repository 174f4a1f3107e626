//! What would lower the total: changes of a scene, each alone, with what it saves.
//!
//! Judged at the best length and power, or at the decision made by hand where that is what counts.
//! A change is a lever only if the answer keeps all limits after it, fits the GPUs' memory if it did,
//! and saves what people can see. The accounting is none: it changes what is counted, not what is
//! emitted.

use crate::carbon::{Chain, Footprint, footprint};
use crate::data::{FIELDS, LLMS, Llm, Zone, zone};
use crate::link::{Choice, View};
use crate::optimum::{self, optimum};
use crate::scenario::{CellKind, LlmChoice, Scenario};

/// At most so many are named.
pub const MOST: usize = 5;
/// A smaller share of the total is not worth naming.
pub const LEAST_SHARE: f64 = 0.005;

/// Grids of countries that host data centres, each cleaner than the one before it.
const CLEANER: [&str; 4] = ["FRA", "SWE", "NOR", "ISL"];
/// Text that is streamed as one event for each token, and the text alone, bytes a token.
const STREAMED_BYTES: f64 = 200.0;
const BARE_BYTES: f64 = 5.0;

/// In whose hands a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Of whoever asks.
    Yours,
    /// Of whoever runs the model.
    Service,
    /// Of whoever runs the cell.
    Operator,
    /// Of whoever makes the electricity.
    Grid,
}

impl Whose {
    /// Its word in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yours => "you",
            Self::Service => "service",
            Self::Operator => "operator",
            Self::Grid => "grid",
        }
    }
}

/// One change of a scene.
#[derive(Clone, Copy, Debug)]
pub enum Change {
    /// Both sites on the grid of that zone.
    Grids(&'static Zone),
    /// The data centre there.
    CentreGrid(&'static Zone),
    /// The base station on such a grid.
    CellGrid(&'static Zone),
    /// The next smaller language model of the table.
    Model(&'static str),
    /// A question that needs no more tokens than this, in half of all cases.
    Need(f64),
    /// Text in place of speech and pictures, B per token.
    Text(f64),
    /// The text in one piece, not an event a token, B per token.
    Whole(f64),
    /// So many requests at once.
    Batch(f64),
    /// A base station at that distance, m.
    Nearer(f64),
    Cell(CellKind),
    /// The shortest answer that keeps the limits at the power chosen by hand.
    Tokens(u32),
    /// The best power for the length chosen by hand, W.
    Power(f64),
}

impl Change {
    /// Its word in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Grids(_) => "grids",
            Self::CentreGrid(_) => "data-centre-grid",
            Self::CellGrid(_) => "base-station-grid",
            Self::Model(_) => "model",
            Self::Need(_) => "needed-length",
            Self::Text(_) => "text",
            Self::Whole(_) => "whole-text",
            Self::Batch(_) => "batch",
            Self::Nearer(_) => "distance",
            Self::Cell(_) => "cell",
            Self::Tokens(_) => "tokens",
            Self::Power(_) => "power",
        }
    }

    fn is_cell(self) -> bool {
        matches!(self, Self::Cell(_))
    }

    /// In whose hands it is.
    pub const fn whose(self) -> Whose {
        match self {
            Self::Grids(_) | Self::CellGrid(_) => Whose::Grid,
            Self::CentreGrid(_) | Self::Model(_) | Self::Whole(_) | Self::Batch(_) => {
                Whose::Service
            }
            Self::Need(_) | Self::Text(_) | Self::Tokens(_) => Whose::Yours,
            Self::Nearer(_) | Self::Cell(_) | Self::Power(_) => Whose::Operator,
        }
    }

    /// Makes it in a view.
    pub fn make(self, view: &mut View) {
        let scenario = &mut view.scenario;
        match self {
            Self::Grids(zone) => {
                scenario.grid_dc_g_per_kwh = zone.carbon_intensity_g_per_kwh;
                scenario.grid_bs_g_per_kwh = zone.carbon_intensity_g_per_kwh;
                view.zone = Some(zone.code.to_string());
            }
            Self::CentreGrid(zone) => {
                scenario.grid_dc_g_per_kwh = zone.carbon_intensity_g_per_kwh;
                view.zone = None;
            }
            Self::CellGrid(zone) => {
                scenario.grid_bs_g_per_kwh = zone.carbon_intensity_g_per_kwh;
                view.zone = None;
            }
            Self::Model(name) => scenario.model = LlmChoice::Named(name.to_string()),
            Self::Need(tokens) => scenario.kappa50 = tokens,
            Self::Text(bytes) | Self::Whole(bytes) => scenario.payload_bytes_per_token = bytes,
            Self::Batch(requests) => scenario.batch = requests,
            Self::Nearer(metres) => scenario.distance_m = metres,
            // With its own numbers: those of another base station are not its.
            Self::Cell(cell) => scenario.take_cell(cell),
            Self::Tokens(tokens) => {
                if let Choice::Manual(decision) = &mut view.choice {
                    decision.tokens = tokens;
                }
            }
            Self::Power(power_w) => {
                if let Choice::Manual(decision) = &mut view.choice {
                    decision.power_w = power_w;
                }
            }
        }
    }
}

/// A change that helps, and what it saves.
#[derive(Clone, Copy, Debug)]
pub struct Lever {
    pub change: Change,
    /// The total after it, g.
    pub total_g: f64,
    pub saves_g: f64,
    /// What it saves of the total.
    pub share: f64,
}

/// What helps in a scene.
#[derive(Clone, Debug)]
pub enum Helps {
    /// At most [`MOST`], that which saves most first.
    These(Vec<Lever>),
    /// Nothing keeps all limits, so that there is nothing to save from.
    NothingHolds,
    /// The decision made by hand breaks a limit, so that less may be worse.
    Broken,
}

/// What helps most in a view.
pub fn helps(view: &View) -> Helps {
    let Some(now) = outcome(view) else { return Helps::NothingHolds };
    if !now.feasible() {
        let by_hand = matches!(view.choice, Choice::Manual(_));
        let by_best = View { choice: Choice::Optimum, ..view.clone() };
        let holds = by_hand && outcome(&by_best).is_some_and(|best| best.feasible());
        return if holds { Helps::Broken } else { Helps::NothingHolds };
    }
    let mut levers: Vec<Lever> = Vec::new();
    for change in changes(view) {
        let Some(lever) = lever(view, &now, change) else { continue };
        // One other cell is enough: the best.
        let alike = |it: &Lever| it.change.is_cell() && change.is_cell();
        if let Some(known) = levers.iter().position(alike) {
            if levers[known].saves_g >= lever.saves_g {
                continue;
            }
            levers.remove(known);
        }
        // Put in its place at once: the page need not carry a sort for five.
        let place = levers.iter().position(|it| it.saves_g < lever.saves_g);
        levers.insert(place.unwrap_or(levers.len()), lever);
    }
    levers.truncate(MOST);
    Helps::These(levers)
}

/// What a view comes to; none where it is not valid.
fn outcome(view: &View) -> Option<Footprint> {
    let chain = Chain::new(&view.scenario.validate().ok()?);
    Some(match view.choice {
        Choice::Manual(decision) => footprint(&chain, chain.nearest(decision)),
        Choice::Optimum | Choice::Agent => optimum(&chain).footprint().clone(),
    })
}

fn lever(view: &View, now: &Footprint, change: Change) -> Option<Lever> {
    let mut then = view.clone();
    change.make(&mut then);
    let print = outcome(&then)?;
    let fits = now.out_of_memory || !print.out_of_memory;
    let saves_g = now.total_g - print.total_g;
    let share = saves_g / now.total_g;
    let total_g = print.total_g;
    let helps = print.feasible() && fits && share >= LEAST_SHARE;
    helps.then_some(Lever { change, total_g, saves_g, share })
}

/// All that might help.
fn changes(view: &View) -> Vec<Change> {
    let scenario = &view.scenario;
    let mut found = grids(scenario);
    found.extend(smaller(scenario).map(|llm| Change::Model(llm.name)));
    found.push(Change::Need((0.5 * scenario.kappa50).round().max(1.0)));
    let bytes = scenario.payload_bytes_per_token;
    if bytes > STREAMED_BYTES {
        found.push(Change::Text(STREAMED_BYTES));
    } else if bytes > BARE_BYTES {
        found.push(Change::Whole(BARE_BYTES));
    }
    found.push(Change::Batch(2.0 * scenario.batch));
    found.push(Change::Nearer(0.5 * scenario.distance_m));
    let own = scenario.own_cell();
    let others = CellKind::ALL.iter().filter(|&&cell| own || cell != scenario.cell);
    found.extend(others.map(|&cell| Change::Cell(cell)));
    if let (Choice::Manual(decision), Ok(valid)) = (view.choice, scenario.validate()) {
        let chain = Chain::new(&valid);
        let decision = chain.nearest(decision);
        let shortest = optimum::feasible_lengths(&chain, decision.power_w);
        found.extend(shortest.map(|(tokens, _)| Change::Tokens(tokens)));
        found.extend(optimum::best_power(&chain, decision.tokens).map(Change::Power));
    }
    found
}

/// The next smaller model: of the same family and kind, else the largest of half the size. By all
/// parameters, since few active ones are not little energy.
fn smaller(scenario: &Scenario) -> Option<&'static Llm> {
    let valid = scenario.validate().ok()?;
    let now = valid.llm();
    let largest = |holds: &dyn Fn(&Llm) -> bool| {
        let found = LLMS.iter().filter(|llm| holds(llm));
        found.max_by(|a, b| a.total_billion.total_cmp(&b.total_billion))
    };
    let alike = largest(&|llm| {
        llm.family == now.family && llm.kind == now.kind && llm.total_billion < now.total_billion
    });
    alike.or_else(|| largest(&|llm| 2.0 * llm.total_billion <= now.total_billion))
}

/// The first grid of [`CLEANER`] that is cleaner than both sites', for both or for the data centre
/// alone; where there is none, one for either site.
fn grids(scenario: &Scenario) -> Vec<Change> {
    let (centre, cell) = (scenario.grid_dc_g_per_kwh, scenario.grid_bs_g_per_kwh);
    let under = |g_per_kwh: f64| {
        let zones = CLEANER.into_iter().filter_map(zone);
        zones.into_iter().find(|zone| zone.carbon_intensity_g_per_kwh < g_per_kwh)
    };
    match under(centre.min(cell)) {
        Some(zone) => vec![Change::Grids(zone), Change::CentreGrid(zone)],
        None => {
            let sites = [under(centre).map(Change::CentreGrid), under(cell).map(Change::CellGrid)];
            sites.into_iter().flatten().collect()
        }
    }
}

/// Takes back what led from one view to another, and leaves alone what else has changed since. Says
/// whether all of it still stood.
pub fn put_back(view: &mut View, before: &View, after: &View) -> bool {
    let (now, from, to) = (&mut view.scenario, &before.scenario, &after.scenario);
    let mut stood = true;
    for field in FIELDS {
        let (old, new) = (from.number(field.name), to.number(field.name));
        if let Some(old) = old.filter(|_| old != new) {
            stood &= now.number(field.name) == new;
            // What a valid view held is allowed.
            let _ = now.set(field.name, old);
        }
    }
    put(&mut now.model, &from.model, &to.model, &mut stood);
    put(&mut now.cell, &from.cell, &to.cell, &mut stood);
    put(&mut view.choice, &before.choice, &after.choice, &mut stood);
    put(&mut view.zone, &before.zone, &after.zone, &mut stood);
    stood
}

fn put<T: Clone + PartialEq>(now: &mut T, old: &T, new: &T, stood: &mut bool) {
    if old != new {
        *stood &= now == new;
        now.clone_from(old);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::Family;
    use crate::rng::{Rng, Stream};
    use crate::scenario::{Decision, PRESETS};

    fn these(view: &View) -> Vec<Lever> {
        match helps(view) {
            Helps::These(levers) => levers,
            other => panic!("{other:?}"),
        }
    }

    fn total_g(view: &View) -> f64 {
        let print = outcome(view).unwrap();
        assert!(print.feasible());
        print.total_g
    }

    fn taken(view: &View, change: Change) -> View {
        let mut then = view.clone();
        change.make(&mut then);
        then
    }

    /// Views of every kind: random requests, chosen for and by hand.
    fn views(count: usize) -> Vec<View> {
        let mut rng = Rng::new(11, Stream::EvalContexts);
        let mut views = Vec::new();
        while views.len() < count {
            let valid = Family::Any.scenario(&mut rng);
            let choice = match views.len() % 3 {
                0 => Choice::Optimum,
                1 => Choice::Agent,
                _ => Choice::Manual(valid.decision_at(rng.uniform_in(0.6, 1.0), rng.uniform())),
            };
            views.push(View { scenario: valid.scenario().clone(), choice, ..View::default() });
        }
        views
    }

    #[test]
    fn every_lever_saves_what_it_says_and_breaks_nothing() {
        let (mut offered, mut broken) = (0, 0);
        for view in views(600) {
            let Helps::These(levers) = helps(&view) else {
                broken += 1;
                assert!(matches!(view.choice, Choice::Manual(_)), "{view:?}");
                continue;
            };
            let now = outcome(&view).unwrap();
            assert!(levers.len() <= MOST);
            assert!(levers.is_sorted_by(|a, b| a.saves_g >= b.saves_g), "{levers:?}");
            for lever in levers {
                let then = taken(&view, lever.change);
                then.scenario.validate().unwrap();
                let print = outcome(&then).unwrap();
                assert!(print.feasible(), "{lever:?}");
                assert_eq!(lever.saves_g, now.total_g - print.total_g, "{lever:?}");
                assert!(lever.share >= LEAST_SHARE && lever.share < 1.0, "{lever:?}");
                assert!(now.out_of_memory || !print.out_of_memory, "{lever:?}");
                offered += 1;
            }
        }
        assert!(offered > 1500 && broken > 10, "{offered} {broken}");
    }

    #[test]
    fn one_after_the_other_they_lower_the_total_until_nothing_helps() {
        for mut view in views(150) {
            let mut steps = 0;
            while let Helps::These(levers) = helps(&view) {
                let Some(first) = levers.first() else { break };
                let before_g = total_g(&view);
                view = taken(&view, first.change);
                assert!(total_g(&view) < before_g, "{first:?}");
                steps += 1;
                assert!(steps < 100, "{first:?}");
            }
        }
    }

    #[test]
    fn each_can_be_put_back_alone_whatever_else_has_changed() {
        for view in views(300) {
            let Helps::These(levers) = helps(&view) else { continue };
            for lever in levers {
                let after = taken(&view, lever.change);
                assert!(!put_back(&mut view.clone(), &view, &after), "{lever:?}");
                let mut later = after.clone();
                later.scenario.qoe_min = 0.125;
                assert!(put_back(&mut later, &view, &after), "{lever:?}");
                let mut expected = view.clone();
                expected.scenario.qoe_min = 0.125;
                assert_eq!(later, expected, "{lever:?}");
            }
        }
        // What somebody has moved since is no longer what was taken.
        let before = View::default();
        let after = taken(&before, Change::Batch(128.0));
        let mut moved = after.clone();
        moved.scenario.batch = 100.0;
        assert!(!put_back(&mut moved, &before, &after));
    }

    #[test]
    fn at_the_opening_the_grid_helps_most_and_then_what_is_sent() {
        let view = View { scenario: PRESETS[0].scenario(), ..View::default() };
        let levers = these(&view);
        let words: Vec<_> = levers.iter().map(|it| (it.change.word(), it.change.whose())).collect();
        assert_eq!(words[0], ("grids", Whose::Grid));
        assert!(words.contains(&("text", Whose::Yours)), "{words:?}");
        // A smaller model is one too, if not of the five that save most.
        assert!(changes(&view).iter().any(|it| matches!(it, Change::Model("llama-3.2-3b"))));
        // The text alone is the next thing to send, and nothing less.
        let text = taken(&view, Change::Text(STREAMED_BYTES));
        assert!(changes(&text).iter().any(|it| matches!(it, Change::Whole(BARE_BYTES))));
        let bare = taken(&text, Change::Whole(BARE_BYTES));
        assert!(!changes(&bare).iter().any(|it| matches!(it, Change::Text(_) | Change::Whole(_))));
    }

    #[test]
    fn a_hand_is_told_the_shortest_answer_and_the_best_power() {
        let by_hand = Decision { tokens: 700, power_w: 20.0 };
        let view = View {
            scenario: PRESETS[0].scenario(),
            choice: Choice::Manual(by_hand),
            ..View::default()
        };
        let at = |word: &str| changes(&view).into_iter().find(|it| it.word() == word).unwrap();
        let best = outcome(&View { choice: Choice::Optimum, ..view.clone() }).unwrap();
        let both = taken(&taken(&view, at("tokens")), at("power"));
        assert!((total_g(&both) / best.total_g - 1.0).abs() < 1e-3, "{both:?}");
        assert!(these(&view).iter().any(|lever| lever.change.word() == "tokens"));
        let words = |view: &View| {
            let levers = these(view).into_iter();
            levers.map(|lever| lever.change.word()).collect::<Vec<_>>()
        };
        let best = View { choice: Choice::Manual(best.decision), ..view.clone() };
        assert!(!words(&best).iter().any(|it| ["tokens", "power"].contains(it)));
    }

    #[test]
    fn where_nothing_holds_or_a_limit_is_broken_nothing_is_offered() {
        let by_hand = Choice::Manual(Decision { tokens: 3, power_w: 1.0 });
        let mut view = View { choice: by_hand, ..View::default() };
        assert!(matches!(helps(&view), Helps::Broken));
        view.scenario.qoe_min = 1.0;
        assert!(matches!(helps(&view), Helps::NothingHolds));
        view.choice = Choice::Optimum;
        assert!(matches!(helps(&view), Helps::NothingHolds));
        // Where nothing emits, nothing can be saved.
        let mut nought = View::default();
        (nought.scenario.grid_dc_g_per_kwh, nought.scenario.grid_bs_g_per_kwh) = (0.0, 0.0);
        nought.scenario.gpu_embodied_kg = 0.0;
        nought.scenario.server_embodied_kg = 0.0;
        nought.scenario.site_embodied_kg = Some(0.0);
        assert!(these(&nought).is_empty());
    }

    #[test]
    fn another_cell_than_ones_own_comes_with_its_own_numbers() {
        let of_table = View {
            scenario: Scenario { distance_m: 500.0, ..Scenario::default() },
            choice: Choice::Manual(Decision { tokens: 369, power_w: 19.95 }),
            ..View::default()
        };
        let mut own = of_table.clone();
        own.scenario.power_max_w = Some(19.95);
        let cell = |view: &View| these(view).into_iter().find(|it| it.change.is_cell()).unwrap();
        let (found, known) = (cell(&own), cell(&of_table));
        let then = taken(&own, found.change);
        assert_eq!(found.total_g, known.total_g);
        assert_eq!(then, taken(&of_table, known.change));
        let mut back = then.clone();
        assert!(put_back(&mut back, &own, &then));
        assert_eq!(back, own);
        // What one's own was made from is another by then.
        let back_to_table = |it: &Change| matches!(it, Change::Cell(CellKind::Macro));
        assert!(changes(&own).iter().any(back_to_table));
        assert!(!changes(&of_table).iter().any(back_to_table));
    }

    #[test]
    fn a_site_that_is_clean_already_is_left_alone() {
        let mut view = View::default();
        view.scenario.grid_dc_g_per_kwh = 10.0;
        assert!(
            matches!(grids(&view.scenario)[..], [Change::CellGrid(zone)] if zone.code == "FRA")
        );
        view.scenario.grid_bs_g_per_kwh = 10.0;
        assert!(grids(&view.scenario).is_empty());
        view.scenario.grid_dc_g_per_kwh = 44.18;
        assert!(
            matches!(grids(&view.scenario)[..], [Change::CentreGrid(zone)] if zone.code == "SWE")
        );
        let found = CLEANER.map(|code| zone(code).unwrap().carbon_intensity_g_per_kwh);
        assert!(found.is_sorted_by(|a, b| a > b), "{found:?}");
    }
}
