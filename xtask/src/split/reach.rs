//! Which functions and which data of a module are reached before a cut, by the relocations that the
//! linker leaves where it is asked for `--emit-relocs`.
//!
//! Source: WebAssembly tool conventions, Linking.md.

use super::binary::{Reader, Result, calls};
use super::module::{FUNCTION, Module, Segment};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What is not reached before a cut.
#[derive(Debug, Default, PartialEq)]
pub struct Later {
    /// Names of functions.
    pub functions: BTreeSet<String>,
    /// Addresses of data.
    pub data: Vec<Range<u32>>,
}

/// What a relocation refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Function(u32),
    /// A piece of data, by its number among the symbols.
    Data(u32),
}

/// Gaps in the data of the first part cost more than this many bytes are worth.
const LEAST_BYTES: usize = 16;

/// Follows the module that the linker made from what `made`, which wasm-bindgen made of it, lets
/// the page call; `is_cut` tells by its name where not to go on.
///
/// # Errors
/// Says what of the module is not as the linker writes it.
pub fn later(linked: &[u8], made: &Module, is_cut: impl Fn(&str) -> bool) -> Result<Later> {
    let bytes = linked;
    let module = Module::read(bytes)?;
    let same = |(a, b): (&Segment, &Segment)| a.address == b.address && a.bytes == b.bytes;
    if module.data.len() != made.data.len() || !module.data.iter().zip(&made.data).all(same) {
        return Err("what the linker made is not what wasm-bindgen made the page of".to_string());
    }
    let names: BTreeMap<u32, &str> = module.names.iter().copied().collect();
    let graph = Graph::read(bytes, &module)?;
    let cut = |node: &Node| match node {
        Node::Function(index) => names.get(index).is_some_and(|name| is_cut(name)),
        Node::Data(_) => false,
    };
    let roots = roots(made, &names.values().copied().collect())?;
    let is_root = |(_, name): &(&u32, &&str)| roots.contains(**name);
    let mut open: Vec<Node> =
        names.iter().filter(is_root).map(|(index, _)| Node::Function(*index)).collect();
    if open.is_empty() {
        return Err("none of the functions that the page exports is known".to_string());
    }
    let mut reached: BTreeSet<Node> = BTreeSet::new();
    while let Some(node) = open.pop() {
        if !cut(&node) && reached.insert(node) {
            open.extend(graph.edges.get(&node).into_iter().flatten());
        }
    }
    // A name that several functions have is later only if all of them are.
    let mut functions = BTreeSet::new();
    let mut kept = BTreeSet::new();
    for (index, name) in &names {
        let known =
            if reached.contains(&Node::Function(*index)) { &mut kept } else { &mut functions };
        known.insert((*name).to_string());
    }
    functions.retain(|name| !kept.contains(name));
    let parts = |wanted: bool| {
        let data = graph.data.iter();
        let wanted = data.filter(|it| reached.contains(&Node::Data(*it.0)) == wanted);
        joined(wanted.map(|(_, range)| range.clone()))
    };
    let mut data = without(parts(false), &parts(true));
    data.retain(|range| range.len() >= LEAST_BYTES);
    Ok(Later { functions, data })
}

/// Names of what the page calls first: what is exported, and what is called by functions that only
/// wasm-bindgen knows.
fn roots<'a>(made: &'a Module, known: &BTreeSet<&str>) -> Result<BTreeSet<&'a str>> {
    let names: BTreeMap<u32, &str> = made.names.iter().copied().collect();
    let exports = made.exports.iter().filter(|export| export.kind == FUNCTION);
    let mut roots: Vec<u32> = exports.map(|export| export.index).collect();
    for (index, body) in (made.imported_functions()..).zip(&made.bodies) {
        if names.get(&index).is_none_or(|name| !known.contains(name)) {
            roots.extend(calls(body)?.iter().map(|call| call.function));
        }
    }
    Ok(roots.iter().filter_map(|index| names.get(index).copied()).collect())
}

/// Ranges in order, those that touch as one.
fn joined(ranges: impl Iterator<Item = Range<u32>>) -> Vec<Range<u32>> {
    let mut ranges: Vec<_> = ranges.filter(|range| !range.is_empty()).collect();
    ranges.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<u32>> = Vec::new();
    for range in ranges {
        match joined.last_mut().filter(|last| last.end >= range.start) {
            Some(last) => last.end = last.end.max(range.end),
            None => joined.push(range),
        }
    }
    joined
}

/// What of `ranges` is in none of `taken`.
pub fn without(ranges: Vec<Range<u32>>, taken: &[Range<u32>]) -> Vec<Range<u32>> {
    let mut left = Vec::new();
    for range in ranges {
        let mut from = range.start;
        for other in taken.iter().filter(|it| it.end > range.start && it.start < range.end) {
            if other.start > from {
                left.push(from..other.start);
            }
            from = from.max(other.end);
        }
        if from < range.end {
            left.push(from..range.end);
        }
    }
    left
}

/// Who refers to whom, and where data are.
#[derive(Default)]
struct Graph {
    edges: BTreeMap<Node, BTreeSet<Node>>,
    data: BTreeMap<u32, Range<u32>>,
}

impl Graph {
    fn read(bytes: &[u8], module: &Module) -> Result<Self> {
        let mut graph = Self::default();
        let mut symbols = Vec::new();
        let mut known = false;
        for (name, mut section) in customs(bytes)? {
            match name {
                "linking" => {
                    known = true;
                    symbols = graph.read_symbols(section, &module.data)?;
                }
                "reloc.CODE" | "reloc.DATA" => {
                    section.number()?;
                    graph.read_relocations(section, module, &symbols, name == "reloc.CODE")?;
                }
                _ => {}
            }
        }
        if !known || graph.edges.is_empty() {
            return Err("the linker was not asked for --emit-relocs".to_string());
        }
        Ok(graph)
    }

    fn read_symbols(
        &mut self,
        mut section: Reader,
        segments: &[Segment],
    ) -> Result<Vec<Option<Node>>> {
        const VERSION: u32 = 2;
        const SYMBOLS: u8 = 8;
        const UNDEFINED: u32 = 0x10;
        const EXPLICIT_NAME: u32 = 0x40;
        let version = section.number()?;
        if version != VERSION {
            return Err(format!("version {version} of the linking section is not expected"));
        }
        while !section.done() {
            let kind = section.byte()?;
            let piece = section.piece()?;
            if kind != SYMBOLS {
                continue;
            }
            let mut number = 0;
            return Reader::new(piece).list(|it| {
                let (kind, flags) = (it.byte()?, it.number()?);
                let symbol = match kind {
                    1 => {
                        it.name()?;
                        let mut place = None;
                        if flags & UNDEFINED == 0 {
                            let (segment, offset, size) =
                                (it.number()?, it.number()?, it.number()?);
                            let from = segments.get(segment as usize).map(|it| it.address + offset);
                            place = from.map(|from| from..from + size);
                        }
                        place.map(|range| {
                            self.data.insert(number, range);
                            Node::Data(number)
                        })
                    }
                    3 => {
                        it.number()?;
                        None
                    }
                    0 | 2 | 4 | 5 => {
                        let index = it.number()?;
                        if flags & UNDEFINED == 0 || flags & EXPLICIT_NAME != 0 {
                            it.name()?;
                        }
                        (kind == 0).then_some(Node::Function(index))
                    }
                    other => return Err(format!("a symbol of kind {other} is not expected")),
                };
                number += 1;
                Ok(symbol)
            });
        }
        Ok(Vec::new())
    }

    fn read_relocations(
        &mut self,
        mut section: Reader,
        module: &Module,
        symbols: &[Option<Node>],
        of_code: bool,
    ) -> Result<()> {
        // Where each function or piece of data begins in its section.
        let starts: Vec<(Range<u32>, Node)> = if of_code {
            let own = module.imported_functions()..;
            module.places.iter().cloned().zip(own.map(Node::Function)).collect()
        } else {
            let mut starts = Vec::new();
            for segment in &module.data {
                let to_offset = |at: u32| at - segment.address + segment.offset;
                let end = segment.address + segment.bytes.len() as u32;
                let inside = self.data.iter().filter(|(_, it)| {
                    it.start >= segment.address && it.end <= end && !it.is_empty()
                });
                starts.extend(inside.map(|(number, it)| {
                    (to_offset(it.start)..to_offset(it.end), Node::Data(*number))
                }));
            }
            starts.sort_by_key(|(range, _)| range.start);
            starts
        };
        // Pieces of data may overlap: up to each, how far those before it go.
        let mut furthest = Vec::with_capacity(starts.len());
        for (range, _) in &starts {
            furthest.push(range.end.max(furthest.last().copied().unwrap_or(0)));
        }
        for _ in 0..section.number()? {
            let (kind, offset, symbol) = (section.byte()?, section.number()?, section.number()?);
            // Those of addresses carry what is added.
            if matches!(kind, 3..=5 | 8 | 9 | 11 | 14..=17 | 21 | 22 | 23 | 25) {
                section.pass_number()?;
            }
            // A type is no symbol.
            let target = (kind != 6).then(|| symbols.get(symbol as usize).copied().flatten());
            let Some(Some(target)) = target else { continue };
            let until = starts.partition_point(|(range, _)| range.start <= offset);
            for at in (0..until).rev().take_while(|at| furthest[*at] > offset) {
                let (range, node) = &starts[at];
                if range.contains(&offset) {
                    self.edges.entry(*node).or_default().insert(target);
                }
            }
        }
        Ok(())
    }
}

/// The custom sections with their names, in order.
fn customs(bytes: &[u8]) -> Result<Vec<(&str, Reader<'_>)>> {
    let mut whole = Reader::new(bytes);
    whole.take(8)?;
    let mut found = Vec::new();
    while !whole.done() {
        let kind = whole.byte()?;
        let mut section = Reader::new(whole.piece()?);
        if kind == 0 {
            found.push((section.name()?, section));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::super::binary::{put_list, put_number, put_piece};
    use super::super::tests::whole;
    use super::*;

    /// `whole()` as the linker would leave it: two pieces of data, the first of which holds the
    /// place of `kept`; `open` refers to the first, `far` to the second.
    fn linked() -> Vec<u8> {
        let custom = |out: &mut Vec<u8>, name: &str, body: &[u8]| {
            let mut section = Vec::new();
            put_piece(&mut section, name.as_bytes());
            section.extend_from_slice(body);
            out.push(0);
            put_piece(out, &section);
        };
        let named = |out: &mut Vec<u8>, name: &str| put_piece(out, name.as_bytes());
        let module = whole();
        let mut out = module.write();
        let places = Module::read(&out).unwrap().places;
        let mut names = Vec::new();
        put_list(&mut names, &module.names, |out, (function, name)| {
            put_number(out, *function);
            named(out, name);
        });
        let mut body = vec![1];
        put_piece(&mut body, &names);
        custom(&mut out, "name", &body);

        let mut symbols = vec![6];
        for (function, name) in &module.names {
            symbols.extend([0, 0, *function as u8]);
            named(&mut symbols, name);
        }
        for (name, offset) in [("first", 0), ("second", 16)] {
            symbols.extend([1, 0]);
            named(&mut symbols, name);
            symbols.extend([0, offset, 16]);
        }
        let mut body = vec![2, 8];
        put_piece(&mut body, &symbols);
        custom(&mut out, "linking", &body);

        let (kept, far, only, first, second) = (1, 2, 3, 4, 5);
        let at = |function: usize| places[function].start as u8 + 1;
        let code = [
            vec![9, 5],
            vec![0, at(0), kept],
            vec![0, at(0), far],
            vec![4, at(0), first, 0],
            vec![0, at(2), only],
            vec![3, at(2), second, 8],
        ];
        custom(&mut out, "reloc.CODE", &code.concat());
        let data = Module::read(&out).unwrap().data[0].offset as u8;
        custom(&mut out, "reloc.DATA", &[10, 1, 2, data + 4, kept]);
        out
    }

    #[test]
    fn what_only_a_cut_leads_to_is_later() {
        let found = later(&linked(), &whole(), |name| name == "far").unwrap();
        assert_eq!(found.functions, BTreeSet::from(["far", "only"].map(str::to_string)));
        assert_eq!((found.data.len(), found.data.first()), (1, Some(&(1040..1056))));
        let uncut = later(&linked(), &whole(), |_| false).unwrap();
        assert_eq!(uncut, Later::default());
    }

    #[test]
    fn data_lead_on_to_functions() {
        // kept is called by nobody then, but data that open refers to hold its place.
        let mut made = whole();
        made.bodies[0] = vec![0, 0x20, 0, 0x0b];
        let found = later(&linked(), &made, |name| name == "far").unwrap();
        assert!(!found.functions.contains("kept"));
    }

    #[test]
    fn another_module_is_refused() {
        let mut other = whole();
        other.data[0].address += 1;
        assert!(later(&linked(), &other, |_| false).unwrap_err().contains("wasm-bindgen"));
    }

    #[test]
    fn ranges_are_joined_and_taken_apart() {
        let ranges = joined([8..12, 0..4, 4..8, 20..30, 16..16].into_iter());
        assert_eq!(ranges, [0..12, 20..30]);
        assert_eq!(without(ranges, &[2..3, 10..22, 29..40]), [0..2, 3..10, 22..29]);
    }
}
