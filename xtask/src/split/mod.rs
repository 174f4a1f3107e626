//! Splits a WebAssembly module in parts: what the page opens with, and what comes later.
//!
//! The later parts share memory, tables and globals of the first. Each of their functions that
//! another part may call has a place in the table. Until its part is there, a stub stands in that
//! place: it calls the function that loads the part, which puts its functions in the place of the
//! stubs, and then calls again. So it never matters for what the page does which function is in
//! which part, only for when it is fetched. Of several later parts, a part may use the data of those
//! before it, so they are put in their places in that order.
//!
//! [`binary`] reads and writes bytes, [`module`] takes a module apart, [`reach`] finds out what
//! comes later, [`mark`] what runs.

mod binary;
mod mark;
mod module;
mod reach;

pub use mark::marking;

use binary::{Call, Result, calls, op, put_number, put_signed};
use module::{Elements, Export, FUNCTION, GLOBAL, Import, MEMORY, Module, Segment, TABLE};
use reach::Later;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What the later part calls the first one, whose exports it imports.
const FIRST: &str = "first";

/// Where a module is cut.
pub struct Cut<'a> {
    /// The export that fetches what comes after it.
    pub load: &'a str,
    /// The functions, by name, that are reached only after it.
    pub is_cut: &'a dyn Fn(&str) -> bool,
}

/// All parts.
#[derive(Debug)]
pub struct Parts {
    pub first: Vec<u8>,
    /// Each with how many functions went into it.
    pub later: Vec<(Vec<u8>, usize)>,
    /// What the page's script provides: names as wasm-bindgen has them, and shorter ones.
    pub imports: Vec<(String, String)>,
}

/// Splits `bytes`, which wasm-bindgen has made of `linked`: what is reached only through a cut goes
/// into the part of that cut, or of the last where it takes several.
///
/// # Errors
/// Says what of the modules is not as linker and wasm-bindgen write them.
pub fn split(bytes: &[u8], linked: &[u8], cuts: &[Cut]) -> Result<Parts> {
    let module = Module::read(bytes)?;
    if module.imports.iter().any(|import| import.kind != FUNCTION) {
        return Err("a module that imports a table, a memory or a global".to_string());
    }
    let plan = Plan::new(&module, &after(linked, &module, cuts)?)?;
    let loads = cuts.iter().map(|cut| plan.function_that_loads(cut.load));
    let mut first = plan.first(&loads.collect::<Result<Vec<_>>>()?);
    let mut imports = Vec::new();
    for (number, import) in first.imports.iter_mut().enumerate() {
        let long = std::mem::replace(&mut import.name, format!("i{number:x}"));
        imports.push((long, import.name.clone()));
    }
    let part = |number| {
        let moved = plan.part_of.iter().filter(|part| **part == number).count();
        (plan.later(number).write(), moved)
    };
    Ok(Parts { imports, first: first.write(), later: (1..=cuts.len()).map(part).collect() })
}

/// What is reached only after each cut or a later one.
fn after(linked: &[u8], module: &Module, cuts: &[Cut]) -> Result<Vec<Later>> {
    let from = |first: usize| {
        reach::later(linked, module, |name| cuts[first..].iter().any(|cut| (cut.is_cut)(name)))
    };
    (0..cuts.len()).map(from).collect()
}

/// The functions of `bytes` in order: name, bytes of code, and the part that they go into.
///
/// # Errors
/// As for [`split`].
pub fn functions(bytes: &[u8], linked: &[u8], cuts: &[Cut]) -> Result<Vec<(String, usize, usize)>> {
    let module = Module::read(bytes)?;
    let plan = Plan::new(&module, &after(linked, &module, cuts)?)?;
    let names: BTreeMap<u32, &str> = module.names.iter().copied().collect();
    let named = plan.own().zip(&module.bodies).map(|(function, body)| {
        let name = names.get(&function).copied().unwrap_or_default();
        (name.to_string(), body.len(), plan.part_of[function as usize])
    });
    Ok(named.collect())
}

/// Which function goes where; functions are named by their index in the whole module.
struct Plan<'a> {
    module: &'a Module<'a>,
    called: Vec<Vec<Call>>,
    imported: u32,
    /// Addresses of data that come later, by part, the first one's left out.
    data: Vec<Vec<Range<u32>>>,
    /// The part that a function goes into; 0 is what the page opens with.
    part_of: Vec<usize>,
    /// Places of moved functions in the table.
    places: BTreeMap<u32, Vec<u32>>,
    /// Places that the table has to grow by.
    grown: u32,
    /// What later parts call of the first, the most called first.
    shared: Vec<u32>,
}

impl<'a> Plan<'a> {
    fn new(module: &'a Module<'a>, after: &[Later]) -> Result<Self> {
        let imported = module.imported_functions();
        let called = module.bodies.iter().map(|body| calls(body)).collect::<Result<Vec<_>>>()?;
        let data = after.iter().enumerate().map(|(number, later)| {
            let next = after.get(number + 1).map_or(&[][..], |next| &next.data);
            reach::without(later.data.clone(), next)
        });
        let mut plan = Self {
            data: data.collect(),
            part_of: vec![0; imported as usize + module.functions.len()],
            module,
            called,
            imported,
            places: BTreeMap::new(),
            grown: 0,
            shared: Vec::new(),
        };
        plan.choose(after)?;
        plan.place()?;
        Ok(plan)
    }

    fn function_that_loads(&self, name: &str) -> Result<u32> {
        let is_it = |it: &&Export| it.kind == FUNCTION && it.name == name;
        let index = self.module.exports.iter().find(is_it).map(|export| export.index);
        let index = index
            .filter(|index| *index >= self.imported)
            .ok_or_else(|| format!("the module exports no function {name} of its own"))?;
        let ty = &self.module.types[self.type_of(index) as usize];
        if !ty.parameters.is_empty() || !ty.results.is_empty() {
            return Err(format!("{name} takes or gives something"));
        }
        Ok(index)
    }

    fn own(&self) -> impl Iterator<Item = u32> + use<> {
        self.imported..self.part_of.len() as u32
    }

    fn calls_of(&self, function: u32) -> &[Call] {
        &self.called[(function - self.imported) as usize]
    }

    fn choose(&mut self, after: &[Later]) -> Result<()> {
        let mut callers = vec![Vec::new(); self.part_of.len()];
        for caller in self.own() {
            for call in self.calls_of(caller) {
                callers
                    .get_mut(call.function as usize)
                    .ok_or_else(|| format!("there is no function {}", call.function))?
                    .push(caller);
            }
        }
        let mut exported = vec![false; self.part_of.len()];
        for export in self.module.exports.iter().filter(|export| export.kind == FUNCTION) {
            exported[export.index as usize] = true;
        }
        for (function, name) in &self.module.names {
            let index = *function as usize;
            if *function >= self.imported && !exported[index] {
                let cuts = after.iter().filter(|later| later.functions.contains(*name));
                self.part_of[index] = cuts.count();
            }
        }
        // What wasm-bindgen has added goes with those who call it, if nobody else can.
        let mut stays = exported;
        for elements in &self.module.elements {
            elements.functions.iter().for_each(|function| stays[*function as usize] = true);
        }
        loop {
            let mut more = Vec::new();
            for function in self.own() {
                let index = function as usize;
                let parts = callers[index].iter().map(|caller| self.part_of[*caller as usize]);
                if self.part_of[index] == 0 && !stays[index] {
                    more.extend(parts.min().filter(|part| *part > 0).map(|part| (index, part)));
                }
            }
            if more.is_empty() {
                return Ok(());
            }
            more.into_iter().for_each(|(index, part)| self.part_of[index] = part);
        }
    }

    /// Finds or makes the places of the table, and lists what is shared.
    fn place(&mut self) -> Result<()> {
        let size = self.module.tables.first().ok_or("a module without a table")?.least;
        for elements in &self.module.elements {
            for (place, function) in (elements.from..).zip(&elements.functions) {
                if self.part_of[*function as usize] > 0 {
                    self.places.entry(*function).or_default().push(place);
                }
            }
        }
        let mut shared = BTreeMap::<u32, u32>::new();
        for (caller, called) in self.own().zip(&self.called) {
            for call in called {
                let [from, to] =
                    [caller, call.function].map(|function| self.part_of[function as usize]);
                if to == 0 && from > 0 {
                    *shared.entry(call.function).or_default() += 1;
                } else if to != from && !self.places.contains_key(&call.function) {
                    self.places.insert(call.function, vec![size + self.grown]);
                    self.grown += 1;
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
    fn first(&self, loads: &[u32]) -> Module<'a> {
        let kept: Vec<u32> = self.own().filter(|it| self.part_of[*it as usize] == 0).collect();
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
            put_call(&mut body, index[&loads[self.part_of[*function as usize] - 1]]);
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
        first.data = self.data_of(0);
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

    /// A part that comes later.
    fn later(&self, part: usize) -> Module<'a> {
        let moved: Vec<u32> = self.own().filter(|it| self.part_of[*it as usize] == part).collect();
        let called: BTreeSet<u32> =
            moved.iter().flat_map(|it| self.calls_of(*it)).map(|call| call.function).collect();
        let shared = (0..).zip(&self.shared).filter(|(_, function)| called.contains(*function));
        let shared: Vec<(usize, u32)> =
            shared.map(|(place, function)| (place, *function)).collect();
        let order = shared.iter().map(|it| it.1).chain(moved.iter().copied());
        let index: BTreeMap<u32, u32> = order.zip(0..).collect();
        let mut imports: Vec<Import> = Vec::new();
        let mut import = |kind: u8, place: usize, ty: Vec<u8>| {
            imports.push(Import { module: FIRST, name: shared_name(kind, place as u32), kind, ty });
        };
        for &(place, function) in &shared {
            let mut ty = Vec::new();
            match self.module.imports.get(function as usize) {
                Some(import) => ty.extend_from_slice(&import.ty),
                None => put_number(&mut ty, self.type_of(function)),
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
            .filter(|(function, _)| self.part_of[**function as usize] == part)
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
                    self.rewritten(*function, |call, out| match index.get(&call.function) {
                        Some(index) => put_call(out, *index),
                        None => {
                            self.put_call_of_place(
                                out,
                                call.function,
                                self.places[&call.function][0],
                            );
                        }
                    })
                })
                .collect(),
            data: self.data_of(part),
            features: self.module.features,
            ..Module::default()
        }
    }

    /// The data of a part.
    fn data_of(&self, part: usize) -> Vec<Segment<'a>> {
        let mut parts = Vec::new();
        let mut later: Vec<(&Range<u32>, usize)> = (1..)
            .zip(&self.data)
            .flat_map(|(number, ranges)| ranges.iter().map(move |range| (range, number)))
            .collect();
        later.sort_unstable_by_key(|(range, _)| range.start);
        for segment in &self.module.data {
            let end = segment.address + segment.bytes.len() as u32;
            let mut put = |from: u32, to: u32, of: usize| {
                if from < to && of == part {
                    let place = (from - segment.address) as usize..(to - segment.address) as usize;
                    parts.push(Segment { address: from, bytes: &segment.bytes[place], ..*segment });
                }
            };
            let mut at = segment.address;
            for (range, of) in &later {
                if range.start >= segment.address && range.end <= end {
                    put(at, range.start, 0);
                    put(range.start, range.end, *of);
                    at = range.end;
                }
            }
            put(at, end, 0);
        }
        parts
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
    const DATA: &[u8] = b"0123456789abcdef0123456789ABCDEF";
    const ADDRESS: u32 = 1024;

    /// Five functions: `open` calls `kept` and `far`; `far` stands in the table and calls `only`
    /// and `kept`; `only` calls an import; `load` does nothing.
    pub fn whole() -> Module<'static> {
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
        Module {
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
            data: vec![Segment { address: ADDRESS, offset: 0, bytes: DATA }],
            names: vec![(open, "open"), (kept, "kept"), (far, "far"), (only, "only")],
            ..Module::default()
        }
    }

    fn later(functions: &[&str], data: &[Range<u32>]) -> Later {
        let functions = functions.iter().map(|name| (*name).to_string()).collect();
        Later { functions, data: data.to_vec() }
    }

    fn parts(after: Later) -> (Vec<u8>, Vec<u8>) {
        let module = whole();
        let plan = Plan::new(&module, &[after]).unwrap();
        (plan.first(&[plan.function_that_loads("load").unwrap()]).write(), plan.later(1).write())
    }

    #[test]
    fn each_part_gets_its_functions_and_what_the_other_shares() {
        let (first, later) = parts(later(&["far", "only"], &[]));
        let first = Module::read(&first).unwrap();
        // open, kept, load and the stub of far.
        assert_eq!(first.bodies.len(), 4);
        let shown: Vec<&str> = first.exports.iter().map(|it| it.name.as_str()).collect();
        // An import and a function, table and memory.
        assert_eq!(shown, ["open", "load", "~0", "~1", "|0", "}0"]);
        assert_eq!(first.elements, [Elements { from: 1, functions: vec![4, 2] }]);
        let later = Module::read(&later).unwrap();
        assert_eq!(later.imports.len(), 4);
        assert_eq!(later.elements, [Elements { from: 1, functions: vec![2] }]);
    }

    #[test]
    fn a_stub_loads_and_calls_what_has_taken_its_place() {
        let (first, _) = parts(later(&["far", "only"], &[]));
        let first = Module::read(&first).unwrap();
        let called = |body: &[u8]| -> Vec<u32> {
            calls(body).unwrap().iter().map(|call| call.function).collect()
        };
        assert_eq!(called(&first.bodies[0]), [2], "far is called through the table");
        let stub = [0, op::CALL, 3, op::LOCAL_GET, 0, op::I32_CONST, 1, op::CALL_INDIRECT, 0, 0];
        assert_eq!(first.bodies[3], [&stub[..], &[op::END]].concat());
    }

    #[test]
    fn a_function_without_a_place_gets_one() {
        let (first, later) = parts(later(&["only"], &[]));
        let first = Module::read(&first).unwrap();
        assert_eq!((first.tables[0].least, first.tables[0].most), (4, Some(4)));
        assert_eq!(first.elements[1], Elements { from: 3, functions: vec![5] });
        let later = Module::read(&later).unwrap();
        assert_eq!(later.elements, [Elements { from: 3, functions: vec![1] }]);
    }

    #[test]
    fn data_go_where_they_are_needed() {
        let middle = ADDRESS + 4..ADDRESS + 20;
        let (first, later) = parts(later(&["far"], std::slice::from_ref(&middle)));
        let of = |bytes: &[u8]| -> Vec<(u32, Vec<u8>)> {
            let data = Module::read(bytes).unwrap().data;
            data.iter().map(|it| (it.address - ADDRESS, it.bytes.to_vec())).collect()
        };
        assert_eq!(of(&first), [(0, DATA[..4].to_vec()), (20, DATA[20..].to_vec())]);
        assert_eq!(of(&later), [(4, DATA[4..20].to_vec())]);
    }

    #[test]
    fn of_three_parts_each_gets_its_own_and_calls_the_others_through_the_table() {
        let (middle, end) = (ADDRESS + 4..ADDRESS + 20, ADDRESS + 12..ADDRESS + 20);
        let after = [later(&["far", "only"], &[middle]), later(&["only"], &[end])];
        let module = whole();
        let plan = Plan::new(&module, &after).unwrap();
        let load = plan.function_that_loads("load").unwrap();
        let [first, second, third] =
            [plan.first(&[load, load]), plan.later(1), plan.later(2)].map(|it| it.write());
        let [first, second, third] =
            [&first, &second, &third].map(|bytes| Module::read(bytes).unwrap());
        let bodies = [&first, &second, &third].map(|part| part.bodies.len());
        assert_eq!(bodies, [5, 1, 1], "open, kept, load and two stubs; far; only");
        // far calls only through its new place in the table, and kept of the first part.
        assert_eq!(first.tables[0].least, 4);
        let functions = |part: &Module| part.imported_functions();
        assert_eq!((functions(&second), functions(&third)), (1, 1));
        let called: Vec<u32> =
            calls(&second.bodies[0]).unwrap().iter().map(|call| call.function).collect();
        assert_eq!(called, [0]);
        assert_eq!(second.elements, [Elements { from: 1, functions: vec![1] }]);
        assert_eq!(third.elements, [Elements { from: 3, functions: vec![1] }]);
        let data = |part: &Module| -> Vec<(u32, usize)> {
            part.data.iter().map(|it| (it.address - ADDRESS, it.bytes.len())).collect()
        };
        assert_eq!(data(&first), [(0, 4), (20, 12)]);
        assert_eq!((data(&second), data(&third)), (vec![(4, 8)], vec![(12, 8)]));
    }

    #[test]
    fn what_cannot_be_split_is_an_error() {
        let module = whole();
        let plan = Plan::new(&module, &[later(&["far"], &[])]).unwrap();
        assert!(plan.function_that_loads("fetch").unwrap_err().contains("fetch"));
        assert!(plan.function_that_loads("open").unwrap_err().contains("open"));
        let bytes = module.write();
        let cuts = [Cut { load: "load", is_cut: &|_| true }];
        let refused = split(&bytes, &bytes, &cuts).unwrap_err();
        assert!(refused.contains("--emit-relocs"), "{refused}");
        assert!(split(b"\0asm", &bytes, &cuts).is_err());
    }
}
