//! Splits a WebAssembly module in two: what the page opens with, and what comes later.
//!
//! The later part shares memory, tables and globals of the first. Each of its functions that the
//! first part may call has a place in the table. Until the later part is there, a stub stands in
//! that place: it calls the function that loads the later part, which puts its functions in the
//! place of the stubs, and then calls again. So it never matters for what the page does which
//! function is in which part, only for when it is fetched.
//!
//! [`binary`] reads and writes bytes, [`module`] takes a module apart.

mod binary;
mod module;

use binary::{Call, Result, calls, op, put_number, put_signed};
use module::{Elements, Export, FUNCTION, GLOBAL, Import, MEMORY, Module, TABLE};
use std::collections::BTreeMap;

/// What the later part calls the first one, whose exports it imports.
const FIRST: &str = "first";

/// Both parts, and how many functions went into the later one.
#[derive(Debug)]
pub struct Parts {
    pub first: Vec<u8>,
    pub later: Vec<u8>,
    pub moved: usize,
}

/// Splits `bytes`: functions whose name `is_later`, and what only they call, go into the later
/// part. The export `load` fetches that part.
///
/// # Errors
/// Says what of the module is not as wasm-bindgen writes it.
pub fn split(bytes: &[u8], load: &str, is_later: impl Fn(&str) -> bool) -> Result<Parts> {
    let name = load;
    let module = Module::read(bytes)?;
    if module.imports.iter().any(|import| import.kind != FUNCTION) {
        return Err("a module that imports a table, a memory or a global".to_string());
    }
    let called = module.bodies.iter().map(|body| calls(body)).collect::<Result<Vec<_>>>()?;
    let load = module
        .exports
        .iter()
        .find(|export| export.kind == FUNCTION && export.name == load)
        .map(|export| export.index)
        .filter(|index| *index >= module.imported_functions())
        .ok_or_else(|| format!("the module exports no function {load} of its own"))?;
    let plan = Plan::new(&module, &called, &is_later)?;
    let ty = module.types.get(plan.type_of(load) as usize);
    if ty.is_none_or(|ty| !(ty.parameters.is_empty() && ty.results.is_empty())) {
        return Err(format!("{name} takes or gives something"));
    }
    Ok(Parts {
        first: plan.first(load).write(),
        later: plan.later().write(),
        moved: plan.moved.iter().filter(|moved| **moved).count(),
    })
}

/// Which function goes where; functions are named by their index in the whole module.
struct Plan<'a> {
    module: &'a Module<'a>,
    called: &'a [Vec<Call>],
    imported: u32,
    /// Whether a function goes into the later part.
    moved: Vec<bool>,
    /// Places of moved functions in the table.
    places: BTreeMap<u32, Vec<u32>>,
    /// Places that the table has to grow by.
    grown: u32,
    /// What the later part calls of the first, the most called first.
    shared: Vec<u32>,
}

impl<'a> Plan<'a> {
    fn new(
        module: &'a Module<'a>,
        called: &'a [Vec<Call>],
        is_later: &impl Fn(&str) -> bool,
    ) -> Result<Self> {
        let imported = module.imported_functions();
        let mut plan = Self {
            moved: vec![false; imported as usize + module.functions.len()],
            module,
            called,
            imported,
            places: BTreeMap::new(),
            grown: 0,
            shared: Vec::new(),
        };
        plan.choose(is_later)?;
        plan.place()?;
        Ok(plan)
    }

    fn own(&self) -> impl Iterator<Item = u32> + use<> {
        self.imported..self.moved.len() as u32
    }

    fn calls_of(&self, function: u32) -> &'a [Call] {
        &self.called[(function - self.imported) as usize]
    }

    fn choose(&mut self, is_later: &impl Fn(&str) -> bool) -> Result<()> {
        let mut callers = vec![Vec::new(); self.moved.len()];
        for caller in self.own() {
            for call in self.calls_of(caller) {
                callers
                    .get_mut(call.function as usize)
                    .ok_or_else(|| format!("there is no function {}", call.function))?
                    .push(caller);
            }
        }
        let mut exported = vec![false; self.moved.len()];
        for export in self.module.exports.iter().filter(|export| export.kind == FUNCTION) {
            exported[export.index as usize] = true;
        }
        for (function, name) in &self.module.names {
            let index = *function as usize;
            if *function >= self.imported && !exported[index] && is_later(name) {
                self.moved[index] = true;
            }
        }
        // What can be called from elsewhere too stays.
        let mut stays = exported;
        for elements in &self.module.elements {
            elements.functions.iter().for_each(|function| stays[*function as usize] = true);
        }
        loop {
            let more: Vec<u32> = self
                .own()
                .filter(|&function| {
                    let index = function as usize;
                    !self.moved[index]
                        && !stays[index]
                        && !callers[index].is_empty()
                        && callers[index].iter().all(|caller| self.moved[*caller as usize])
                })
                .collect();
            if more.is_empty() {
                return Ok(());
            }
            more.into_iter().for_each(|function| self.moved[function as usize] = true);
        }
    }

    /// Finds or makes the places of the table, and lists what is shared.
    fn place(&mut self) -> Result<()> {
        let size = self.module.tables.first().ok_or("a module without a table")?.least;
        for elements in &self.module.elements {
            for (place, function) in (elements.from..).zip(&elements.functions) {
                if self.moved[*function as usize] {
                    self.places.entry(*function).or_default().push(place);
                }
            }
        }
        let mut shared = BTreeMap::<u32, u32>::new();
        for caller in self.own() {
            for call in self.calls_of(caller) {
                match (self.moved[caller as usize], self.moved[call.function as usize]) {
                    (false, true) if !self.places.contains_key(&call.function) => {
                        self.places.insert(call.function, vec![size + self.grown]);
                        self.grown += 1;
                    }
                    (true, false) => *shared.entry(call.function).or_default() += 1,
                    _ => {}
                }
            }
        }
        let mut shared: Vec<(u32, u32)> = shared.into_iter().collect();
        shared.sort_by_key(|(function, count)| (std::cmp::Reverse(*count), *function));
        self.shared = shared.into_iter().map(|(function, _)| function).collect();
        Ok(())
    }

    fn type_of(&self, function: u32) -> u32 {
        self.module.functions[(function - self.imported) as usize]
    }

    /// The part that the page opens with.
    fn first(&self, load: u32) -> Module<'a> {
        let kept: Vec<u32> = self.own().filter(|it| !self.moved[*it as usize]).collect();
        let mut index: BTreeMap<u32, u32> = (0..self.imported).map(|it| (it, it)).collect();
        index.extend(kept.iter().copied().zip(self.imported..));
        // A moved function is its stub.
        index.extend(self.places.keys().copied().zip(index.len() as u32..));

        let bodies = kept.iter().map(|function| {
            self.rewritten(*function, |call, out| {
                match self.places.get(&call.function) {
                    Some(places) => self.put_call_of_place(out, call.function, places[0]),
                    None => put_call(out, index[&call.function]),
                };
            })
        });
        let stubs = self.places.iter().map(|(function, places)| {
            let ty = &self.module.types[self.type_of(*function) as usize];
            let mut body = vec![0];
            put_call(&mut body, index[&load]);
            for parameter in 0..ty.parameters.len() as u32 {
                body.push(op::LOCAL_GET);
                put_number(&mut body, parameter);
            }
            self.put_call_of_place(&mut body, *function, places[0]);
            body.push(op::END);
            body
        });
        let mut first = Module {
            functions: kept.iter().chain(self.places.keys()).map(|it| self.type_of(*it)).collect(),
            bodies: bodies.chain(stubs).collect(),
            names: Vec::new(),
            ..self.module.clone()
        };
        for elements in &mut first.elements {
            elements.functions.iter_mut().for_each(|function| *function = index[function]);
        }
        if let Some(table) = first.tables.first_mut() {
            let size = table.least;
            table.least += self.grown;
            table.most = table.most.map(|most| most + self.grown);
            let new = self.places.iter().filter(|(_, places)| places[0] >= size);
            let mut new: Vec<(u32, u32)> =
                new.map(|(function, places)| (places[0], index[function])).collect();
            new.sort_unstable();
            first.elements.extend(runs(&new));
        }
        for export in first.exports.iter_mut().filter(|export| export.kind == FUNCTION) {
            export.index = index[&export.index];
        }
        let shared = self.shared.iter().map(|function| index[function]);
        first.exports.extend(exports(FUNCTION, shared));
        first.exports.extend(exports(TABLE, 0..self.module.tables.len() as u32));
        first.exports.extend(exports(MEMORY, 0..self.module.memories.len() as u32));
        first.exports.extend(exports(GLOBAL, 0..self.module.globals.len() as u32));
        first
    }

    /// The part that comes later.
    fn later(&self) -> Module<'a> {
        let moved: Vec<u32> = self.own().filter(|it| self.moved[*it as usize]).collect();
        let order = self.shared.iter().chain(&moved).copied();
        let index: BTreeMap<u32, u32> = order.zip(0..).collect();
        let mut imports: Vec<Import> = Vec::new();
        let mut import = |kind: u8, place: usize, ty: Vec<u8>| {
            imports.push(Import { module: FIRST, name: shared_name(kind, place as u32), kind, ty });
        };
        for (place, function) in self.shared.iter().enumerate() {
            let mut ty = Vec::new();
            match self.module.imports.get(*function as usize) {
                Some(import) => ty.extend_from_slice(&import.ty),
                None => put_number(&mut ty, self.type_of(*function)),
            }
            import(FUNCTION, place, ty);
        }
        for (place, table) in self.module.tables.iter().enumerate() {
            import(TABLE, place, table.bytes_for_import());
        }
        for (place, ty) in self.module.memories.iter().enumerate() {
            import(MEMORY, place, ty.to_vec());
        }
        for (place, (ty, _)) in self.module.globals.iter().enumerate() {
            import(GLOBAL, place, ty.to_vec());
        }
        let mut places: Vec<(u32, u32)> = self
            .places
            .iter()
            .flat_map(|(function, places)| places.iter().map(|place| (*place, index[function])))
            .collect();
        places.sort_unstable();
        Module {
            types: self.module.types.clone(),
            imports,
            functions: moved.iter().map(|function| self.type_of(*function)).collect(),
            elements: runs(&places),
            bodies: moved
                .iter()
                .map(|function| {
                    self.rewritten(*function, |call, out| put_call(out, index[&call.function]))
                })
                .collect(),
            features: self.module.features,
            ..Module::default()
        }
    }

    /// A function's body with each call replaced.
    fn rewritten(&self, function: u32, mut put: impl FnMut(&Call, &mut Vec<u8>)) -> Vec<u8> {
        let body = &self.module.bodies[(function - self.imported) as usize];
        let mut out = Vec::with_capacity(body.len());
        let mut at = 0;
        for call in self.calls_of(function) {
            out.extend_from_slice(&body[at..call.from]);
            put(call, &mut out);
            at = call.to;
        }
        out.extend_from_slice(&body[at..]);
        out
    }

    fn put_call_of_place(&self, out: &mut Vec<u8>, function: u32, place: u32) {
        const FIRST_TABLE: u32 = 0;
        out.push(op::I32_CONST);
        put_signed(out, place as i32);
        out.push(op::CALL_INDIRECT);
        put_number(out, self.type_of(function));
        put_number(out, FIRST_TABLE);
    }
}

fn put_call(out: &mut Vec<u8>, function: u32) {
    out.push(op::CALL);
    put_number(out, function);
}

/// Entries of the table, by place, as runs of neighbours.
fn runs(entries: &[(u32, u32)]) -> Vec<Elements> {
    let mut runs: Vec<Elements> = Vec::new();
    for (place, function) in entries {
        match runs.last_mut().filter(|run| run.from + run.functions.len() as u32 == *place) {
            Some(run) => run.functions.push(*function),
            None => runs.push(Elements { from: *place, functions: vec![*function] }),
        }
    }
    runs
}

/// What the first part exports for the later one.
fn exports(kind: u8, indices: impl Iterator<Item = u32>) -> impl Iterator<Item = Export> {
    let named = (0..).zip(indices);
    named.map(move |(place, index)| Export { name: shared_name(kind, place), kind, index })
}

/// Short, and unlike any name of wasm-bindgen.
fn shared_name(kind: u8, place: u32) -> String {
    format!("{}{place:x}", ['~', '|', '}', '{'][kind as usize])
}

#[cfg(test)]
mod tests {
    use super::*;
    use module::{Table, Type};

    const NUMBER: &[u8] = &[0x7f];

    /// Four functions: `open` calls `kept` and `far`; `far` stands in the table and calls `only`
    /// and `kept`; `only` calls an import.
    fn whole() -> Vec<u8> {
        let body = |calls: &[u32]| {
            let mut body = vec![0];
            for function in calls {
                body.extend([op::LOCAL_GET, 0]);
                put_call(&mut body, *function);
                body.push(0x1a);
            }
            body.extend([op::LOCAL_GET, 0, op::END]);
            body
        };
        let export = |name: &str, index| Export { name: name.to_string(), kind: FUNCTION, index };
        let (outside, open, kept, far, only, load) = (0, 1, 2, 3, 4, 5);
        let module = Module {
            types: vec![
                Type { parameters: NUMBER, results: NUMBER },
                Type { parameters: &[], results: &[] },
            ],
            imports: vec![Import {
                module: "page",
                name: "outside".to_string(),
                kind: FUNCTION,
                ty: vec![0],
            }],
            functions: vec![0, 0, 0, 0, 1],
            tables: vec![Table { ty: 0x70, least: 3, most: Some(3) }],
            memories: vec![&[0, 1]],
            exports: vec![export("open", open), export("load", load)],
            elements: vec![Elements { from: 1, functions: vec![far, kept] }],
            bodies: vec![
                body(&[kept, far]),
                body(&[]),
                body(&[only, kept]),
                body(&[outside]),
                vec![0, op::END],
            ],
            names: vec![(far, "far"), (only, "only")],
            ..Module::default()
        };
        let mut bytes = module.write();
        let mut names = vec![4];
        names.extend(b"name");
        let mut list = Vec::new();
        binary::put_list(&mut list, &module.names, |out, (function, name)| {
            put_number(out, *function);
            binary::put_piece(out, name.as_bytes());
        });
        names.push(1);
        binary::put_piece(&mut names, &list);
        bytes.push(0);
        binary::put_piece(&mut bytes, &names);
        bytes
    }

    #[test]
    fn what_only_later_functions_call_comes_later_too() {
        let parts = split(&whole(), "load", |name| name == "far").unwrap();
        assert_eq!(parts.moved, 2);
        let first = Module::read(&parts.first).unwrap();
        // open, kept, load and the stub of far.
        assert_eq!(first.bodies.len(), 4);
        let shown: Vec<&str> = first.exports.iter().map(|it| it.name.as_str()).collect();
        // What the later part shares: an import and a function, table and memory.
        assert_eq!(shown, ["open", "load", "~0", "~1", "|0", "}0"]);
        assert_eq!(first.elements, [Elements { from: 1, functions: vec![4, 2] }]);
        let later = Module::read(&parts.later).unwrap();
        assert_eq!(later.imports.len(), 4);
        assert_eq!(later.elements, [Elements { from: 1, functions: vec![2] }]);
    }

    #[test]
    fn a_stub_loads_and_calls_what_has_taken_its_place() {
        let parts = split(&whole(), "load", |name| name == "far").unwrap();
        let first = Module::read(&parts.first).unwrap();
        let called = |body: &[u8]| -> Vec<u32> {
            calls(body).unwrap().iter().map(|call| call.function).collect()
        };
        assert_eq!(called(&first.bodies[0]), [2], "far is called through the table");
        let stub = [0, op::CALL, 3, op::LOCAL_GET, 0, op::I32_CONST, 1, op::CALL_INDIRECT, 0, 0];
        assert_eq!(first.bodies[3], [&stub[..], &[op::END]].concat());
    }

    #[test]
    fn a_function_without_a_place_gets_one() {
        // far stands in the table; called from there only, it stays: someone may call it.
        let parts = split(&whole(), "load", |name| name == "only").unwrap();
        assert_eq!(parts.moved, 1);
        let first = Module::read(&parts.first).unwrap();
        assert_eq!((first.tables[0].least, first.tables[0].most), (4, Some(4)));
        assert_eq!(first.elements[1], Elements { from: 3, functions: vec![5] });
        let later = Module::read(&parts.later).unwrap();
        assert_eq!(later.elements, [Elements { from: 3, functions: vec![1] }]);
    }

    #[test]
    fn what_cannot_be_split_is_an_error() {
        assert!(split(b"\0asm", "load", |_| true).is_err());
        assert!(split(&whole(), "fetch", |_| true).unwrap_err().contains("fetch"));
        assert!(split(&whole(), "open", |_| true).unwrap_err().contains("open"));
        for end in 9..whole().len() {
            // A module that ends early is refused, or lacks whole sections.
            let _ = split(&whole()[..end], "load", |_| true);
        }
    }
}
