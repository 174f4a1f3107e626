//! Which module of the crate names which, read off the sources: whole paths, through `use`, through
//! braces, through `super`, and through what a module passes on.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A module by its path below the crate; the crate itself is empty.
pub type Module = Vec<String>;

/// All sources by their module, comments and test modules left out.
pub struct Sources(pub BTreeMap<Module, String>);

impl Sources {
    /// Those of this crate.
    pub fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut folders = vec![root.clone()];
        let mut found = BTreeMap::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let below = path.strip_prefix(&root).unwrap().with_extension("");
                    let mut module: Module =
                        below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
                    if matches!(module.last().map(String::as_str), Some("mod" | "lib")) {
                        module.pop();
                    }
                    found.insert(module, code(&fs::read_to_string(&path).unwrap()));
                }
            }
        }
        // Files of tests alone.
        let tests: Vec<Module> = found
            .iter()
            .flat_map(|(module, code)| {
                let names = of_tests(code).into_iter();
                names.map(|name| [&module[..], &[name.to_string()]].concat())
            })
            .collect();
        for module in tests {
            found.remove(&module);
        }
        assert!(found.len() > 40, "only {} sources were found", found.len());
        Self(found)
    }

    /// The modules that each one names, itself left out.
    pub fn imports(&self) -> BTreeMap<Module, BTreeSet<Module>> {
        let passed_on: BTreeMap<_, BTreeMap<String, Module>> =
            self.0.iter().map(|(module, code)| (module, self.passed_on(module, code))).collect();
        let named = self.0.iter().map(|(module, code)| {
            let paths = paths(code).into_iter().filter_map(|path| self.absolute(module, path));
            let targets = paths.map(|path| self.owner(path, &passed_on));
            (module.clone(), targets.filter(|target| target != module).collect())
        });
        named.collect()
    }

    /// What a module passes on under a name of its own.
    fn passed_on(&self, module: &[String], code: &str) -> BTreeMap<String, Module> {
        let uses = declarations(code).filter(|(public, _)| *public);
        let paths = uses.flat_map(|(_, tree)| leaves(tree));
        let named = paths.filter_map(|path| {
            let last = path.last()?.clone();
            Some((last, self.absolute(module, path)?))
        });
        named.collect()
    }

    /// A path from the crate on; none for another crate's.
    fn absolute(&self, module: &[String], path: Vec<String>) -> Option<Module> {
        let first = path.first()?.as_str();
        if first == "crate" {
            return Some(path[1..].to_vec());
        }
        if first == "self" {
            return Some([module, &path[1..]].concat());
        }
        let up = path.iter().take_while(|part| *part == "super").count();
        if up > 0 {
            let base = &module[..module.len().checked_sub(up)?];
            return Some([base, &path[up..]].concat());
        }
        let child = [module, &path[..1]].concat();
        self.0.contains_key(&child).then(|| [module, &path[..]].concat())
    }

    /// The module that holds what a path names.
    fn owner(
        &self,
        mut path: Module,
        passed_on: &BTreeMap<&Module, BTreeMap<String, Module>>,
    ) -> Module {
        // What is passed on may be passed on again.
        for _ in 0..5 {
            let mut depth = 0;
            while depth < path.len() && self.0.contains_key(&path[..=depth]) {
                depth += 1;
            }
            let owner = path[..depth].to_vec();
            let further = path.get(depth).and_then(|name| passed_on.get(&owner)?.get(name));
            match further {
                // Another room's is its own affair from there on.
                Some(target) if target.first() != owner.first() => return owner,
                Some(target) => path = [&target[..], &path[depth + 1..]].concat(),
                None => return owner,
            }
        }
        path
    }
}

/// The modules that a source declares for tests alone, whoever may name them.
fn of_tests(code: &str) -> Vec<&str> {
    fn declared(rest: &str) -> Option<&str> {
        let (visible, name) = rest.trim_start().split_once(';')?.0.split_once("mod ")?;
        let within = visible.starts_with("pub(") && visible.ends_with(") ");
        let declares = ["", "pub "].contains(&visible) || (within && !visible.contains('{'));
        (declares && name.chars().all(is_name)).then_some(name)
    }
    code.split("#[cfg(test)]\n").skip(1).filter_map(declared).collect()
}

fn code(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The trees of all `use`, and whether each is public.
fn declarations(code: &str) -> impl Iterator<Item = (bool, &str)> {
    code.match_indices("use ").filter_map(|(at, word)| {
        let before = &code[..at];
        let starts = before.is_empty() || before.ends_with(['\n', ' ', ')']);
        let line = before.rsplit('\n').next().unwrap_or_default().trim();
        let public = line.starts_with("pub");
        (starts && (line.is_empty() || public))
            .then(|| (public, code[at + word.len()..].split(';').next().unwrap_or_default()))
    })
}

/// The paths that a source names: those of its private `use`, and those in the text. What it passes
/// on it does not use.
fn paths(code: &str) -> Vec<Vec<String>> {
    let uses = declarations(code).filter(|(public, _)| !public);
    let mut found: Vec<_> = uses.flat_map(|(_, tree)| leaves(tree)).collect();
    let mut rest = String::from(code);
    for (_, tree) in declarations(code) {
        rest = rest.replacen(tree, "", 1);
    }
    let mut from = 0;
    while let Some(at) = rest[from..].find("::").map(|at| at + from) {
        let begin = rest[..at].rfind(|letter: char| !is_name(letter)).map_or(0, |it| it + 1);
        let end = rest[at..].find(|letter: char| !is_name(letter) && letter != ':');
        let end = end.map_or(rest.len(), |end| at + end);
        // A path of a macro's own crate, or of a type: `$crate::`, `<T>::`.
        let own = !rest[..begin].ends_with(['$', '>', ':']);
        let parts: Vec<_> = rest[begin..end].split("::").map(String::from).collect();
        if own && parts.iter().all(|part| !part.is_empty() && !part.contains(':')) {
            found.push(parts);
        }
        from = end.max(at + 2);
    }
    found
}

/// The same, with what it passes on.
pub fn all_paths(code: &str) -> Vec<Vec<String>> {
    let passed_on = declarations(code).filter(|(public, _)| *public);
    let passed_on: Vec<_> = passed_on.flat_map(|(_, tree)| leaves(tree)).collect();
    [paths(code), passed_on].concat()
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The paths of a `use`, whatever it calls them.
fn leaves(tree: &str) -> Vec<Vec<String>> {
    let tree = tree.trim();
    let Some((before, group)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default();
        return vec![path.split("::").map(|part| part.trim().to_string()).collect()];
    };
    let stem = before.split("::").map(|part| part.trim().to_string()).filter(|it| !it.is_empty());
    let stem: Vec<String> = stem.collect();
    let group = group.rsplit_once('}').map_or(group, |(group, _)| group);
    let (mut depth, mut from, mut items) = (0, 0, Vec::new());
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(&group[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    items.push(&group[from..]);
    let items = items.into_iter().filter(|item| !item.trim().is_empty());
    items
        .flat_map(leaves)
        .map(|path| match path.as_slice() {
            [own] if own == "self" => stem.clone(),
            _ => [&stem[..], &path[..]].concat(),
        })
        .collect()
}

/// A circle among those arrows, if there is one: each names the next, the last the first.
pub fn circle<T: Ord + Clone>(arrows: &BTreeMap<T, BTreeSet<T>>) -> Option<Vec<T>> {
    fn visit<T: Ord + Clone>(
        at: &T,
        arrows: &BTreeMap<T, BTreeSet<T>>,
        way: &mut Vec<T>,
        done: &mut BTreeSet<T>,
    ) -> Option<Vec<T>> {
        if let Some(from) = way.iter().position(|it| it == at) {
            return Some(way[from..].to_vec());
        }
        if done.contains(at) {
            return None;
        }
        way.push(at.clone());
        let found = arrows.get(at).into_iter().flatten();
        let found = found.filter_map(|next| visit(next, arrows, way, done)).next();
        way.pop();
        done.insert(at.clone());
        found
    }
    let mut done = BTreeSet::new();
    arrows.keys().find_map(|start| visit(start, arrows, &mut Vec::new(), &mut done))
}

#[test]
fn the_reader_of_imports_reads() {
    let sources = [
        ("", "pub mod a;\npub mod b;"),
        ("a", "pub mod c;\npub use c::{Kept, Other as Renamed};\nlet x = c::make();"),
        (
            "a c",
            "use super::{self, Thing};\nuse crate::{b::{self, Pair}, b::d};\nlet y = std::x();",
        ),
        ("b", "pub mod d;\nfn f() { crate::a::Kept::new(); super::a::other() }"),
        ("b d", "use super::super::a::Kept;"),
    ];
    let module = |path: &str| path.split_whitespace().map(String::from).collect::<Module>();
    let all = sources.map(|(path, code)| (module(path), code.to_string()));
    let imports = Sources(all.into()).imports();
    let of = |path: &str| imports[&module(path)].iter().map(|it| it.join(" ")).collect::<Vec<_>>();
    assert_eq!(of(""), Vec::<String>::new());
    assert_eq!(of("a"), ["a c"]);
    assert_eq!(of("a c"), ["a", "b", "b d"]);
    assert_eq!(of("b"), ["a", "a c"]);
    assert_eq!(of("b d"), ["a c"]);
}

#[test]
fn modules_of_tests_are_found_whoever_may_name_them() {
    let code = "#[cfg(test)]\nmod a;\n#[cfg(test)]\npub mod b;\n#[cfg(test)]\npub(crate) mod c;
#[cfg(test)]\nuse x;\nmod d;\n#[cfg(test)]\npub use a::f;\n#[cfg(test)]\npub fn g() {}\nmod e;";
    assert_eq!(of_tests(code), ["a", "b", "c"]);
}

#[test]
fn a_circle_is_found() {
    let arrows = |of: &[(u8, &[u8])]| -> BTreeMap<u8, BTreeSet<u8>> {
        of.iter().map(|(from, to)| (*from, to.iter().copied().collect())).collect()
    };
    assert_eq!(circle(&arrows(&[(1, &[2, 3]), (2, &[3]), (3, &[])])), None);
    assert_eq!(circle(&arrows(&[(1, &[2]), (2, &[3, 4]), (3, &[]), (4, &[2])])), Some(vec![2, 4]));
}
