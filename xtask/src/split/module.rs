//! A WebAssembly module in parts, as far as splitting needs them apart; the rest stays bytes.

use super::binary::{Reader, Result, op, put_list, put_number, put_piece, put_signed};
use std::ops::Range;

const MAGIC: &[u8] = b"\0asm\x01\0\0\0";

/// Kinds of imports and exports.
pub const FUNCTION: u8 = 0;
pub const TABLE: u8 = 1;
pub const MEMORY: u8 = 2;
pub const GLOBAL: u8 = 3;

/// The type of a function, one byte a value.
#[derive(Clone, Debug)]
pub struct Type<'a> {
    pub parameters: &'a [u8],
    pub results: &'a [u8],
}

#[derive(Clone, Debug)]
pub struct Import<'a> {
    pub module: &'a str,
    pub name: String,
    /// What is asked for: kind and type.
    pub kind: u8,
    pub ty: Vec<u8>,
}

#[derive(Clone, Debug)]
pub struct Export {
    pub name: String,
    pub kind: u8,
    pub index: u32,
}

/// A table: its type and its least and greatest size.
#[derive(Clone, Debug)]
pub struct Table {
    pub ty: u8,
    pub least: u32,
    pub most: Option<u32>,
}

/// Functions in the first table from a place on.
#[derive(Clone, Debug, PartialEq)]
pub struct Elements {
    pub from: u32,
    pub functions: Vec<u32>,
}

/// What the memory holds from an address on.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment<'a> {
    pub address: u32,
    /// Where in the data section its bytes begin.
    pub offset: u32,
    pub bytes: &'a [u8],
}

#[derive(Clone, Debug, Default)]
pub struct Module<'a> {
    pub types: Vec<Type<'a>>,
    pub imports: Vec<Import<'a>>,
    /// Types of the functions that are defined here.
    pub functions: Vec<u32>,
    pub tables: Vec<Table>,
    /// The type of the memory.
    pub memories: Vec<&'a [u8]>,
    /// Type and initial value of each.
    pub globals: Vec<(&'a [u8], &'a [u8])>,
    pub exports: Vec<Export>,
    pub elements: Vec<Elements>,
    /// Locals and code of each function that is defined here.
    pub bodies: Vec<Vec<u8>>,
    /// Where in the code section each body lies.
    pub places: Vec<Range<u32>>,
    pub data: Vec<Segment<'a>>,
    /// Names of functions by their index.
    pub names: Vec<(u32, &'a str)>,
    /// What of the language the module uses: wasm-opt reads it.
    pub features: Option<&'a [u8]>,
}

impl<'a> Module<'a> {
    /// Takes a module apart.
    ///
    /// # Errors
    /// Says what is not as wasm-bindgen writes it.
    pub fn read(bytes: &'a [u8]) -> Result<Self> {
        let mut whole = Reader::new(bytes);
        if whole.take(MAGIC.len())? != MAGIC {
            return Err("no WebAssembly module".to_string());
        }
        let mut module = Self::default();
        while !whole.done() {
            let kind = whole.byte()?;
            let section = whole.piece()?;
            module.read_section(kind, section)?;
        }
        if module.bodies.len() != module.functions.len() {
            return Err(format!(
                "{} functions have {} bodies",
                module.functions.len(),
                module.bodies.len()
            ));
        }
        Ok(module)
    }

    fn read_section(&mut self, kind: u8, section: &'a [u8]) -> Result<()> {
        let mut it = Reader::new(section);
        match kind {
            0 => match it.name()? {
                "name" => self.names = function_names(it)?,
                "target_features" => self.features = Some(section),
                _ => {}
            },
            1 => self.types = it.list(function_type)?,
            2 => self.imports = it.list(import)?,
            3 => self.functions = it.list(Reader::number)?,
            4 => self.tables = it.list(table)?,
            5 => self.memories = it.list(|it| it.passed(pass_limits))?,
            6 => {
                self.globals = it.list(|it| Ok((it.take(2)?, it.passed(pass_constant)?)))?;
            }
            7 => {
                self.exports = it.list(|it| {
                    let name = it.name()?.to_string();
                    Ok(Export { name, kind: it.byte()?, index: it.number()? })
                })?;
            }
            9 => self.elements = it.list(elements)?,
            10 => {
                self.bodies = it.list(|it| {
                    let body = it.piece()?.to_vec();
                    let end = it.at() as u32;
                    self.places.push(end - body.len() as u32..end);
                    Ok(body)
                })?;
            }
            11 => self.data = it.list(segment)?,
            // How many pieces of data there are: only needed where code names them.
            12 => {}
            other => return Err(format!("a section of kind {other} is not expected")),
        }
        Ok(())
    }

    /// How many functions come from outside; the module's own are counted on from there.
    pub fn imported_functions(&self) -> u32 {
        self.imports.iter().filter(|import| import.kind == FUNCTION).count() as u32
    }

    /// Puts the module together.
    pub fn write(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        let mut section = |kind: u8, any: bool, put: &dyn Fn(&mut Vec<u8>)| {
            if any {
                let mut bytes = Vec::new();
                put(&mut bytes);
                out.push(kind);
                put_piece(&mut out, &bytes);
            }
        };
        section(1, !self.types.is_empty(), &|out| {
            put_list(out, &self.types, |out, ty| {
                out.push(0x60);
                put_piece(out, ty.parameters);
                put_piece(out, ty.results);
            });
        });
        section(2, !self.imports.is_empty(), &|out| {
            put_list(out, &self.imports, |out, import| {
                put_piece(out, import.module.as_bytes());
                put_piece(out, import.name.as_bytes());
                out.push(import.kind);
                out.extend_from_slice(&import.ty);
            });
        });
        section(3, !self.functions.is_empty(), &|out| {
            put_list(out, &self.functions, |out, ty| put_number(out, *ty));
        });
        section(4, !self.tables.is_empty(), &|out| {
            put_list(out, &self.tables, |out, table| out.extend(table.bytes()));
        });
        section(5, !self.memories.is_empty(), &|out| {
            put_list(out, &self.memories, |out, ty| out.extend_from_slice(ty));
        });
        section(6, !self.globals.is_empty(), &|out| {
            put_list(out, &self.globals, |out, (ty, value)| {
                out.extend_from_slice(ty);
                out.extend_from_slice(value);
            });
        });
        section(7, !self.exports.is_empty(), &|out| {
            put_list(out, &self.exports, |out, export| {
                put_piece(out, export.name.as_bytes());
                out.push(export.kind);
                put_number(out, export.index);
            });
        });
        section(9, !self.elements.is_empty(), &|out| {
            put_list(out, &self.elements, |out, elements| {
                put_number(out, 0);
                put_address(out, elements.from);
                put_list(out, &elements.functions, |out, function| put_number(out, *function));
            });
        });
        section(10, !self.bodies.is_empty(), &|out| {
            put_list(out, &self.bodies, |out, body| put_piece(out, body));
        });
        section(11, !self.data.is_empty(), &|out| {
            put_list(out, &self.data, |out, segment| {
                put_number(out, 0);
                put_address(out, segment.address);
                put_piece(out, segment.bytes);
            });
        });
        section(0, self.features.is_some(), &|out| {
            out.extend_from_slice(self.features.unwrap_or(&[]));
        });
        out
    }
}

impl Table {
    /// Its type as bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = vec![self.ty, u8::from(self.most.is_some())];
        put_number(&mut out, self.least);
        if let Some(most) = self.most {
            put_number(&mut out, most);
        }
        out
    }

    /// Its type for who imports it: any size will do.
    pub fn bytes_for_import(&self) -> Vec<u8> {
        Self { ty: self.ty, least: 0, most: None }.bytes()
    }
}

fn function_type<'a>(it: &mut Reader<'a>) -> Result<Type<'a>> {
    match it.byte()? {
        0x60 => Ok(Type { parameters: it.piece()?, results: it.piece()? }),
        other => Err(format!("a type {other:#04x} is no function's")),
    }
}

fn import<'a>(it: &mut Reader<'a>) -> Result<Import<'a>> {
    let (module, name) = (it.name()?, it.name()?.to_string());
    let kind = it.byte()?;
    let ty = it.passed(|it| match kind {
        FUNCTION => it.pass_number(),
        TABLE => {
            it.byte()?;
            pass_limits(it)
        }
        MEMORY => pass_limits(it),
        GLOBAL => it.take(2).map(|_| ()),
        other => Err(format!("an import of kind {other} is not expected")),
    })?;
    Ok(Import { module, name, kind, ty: ty.to_vec() })
}

fn table(it: &mut Reader) -> Result<Table> {
    let (ty, limits) = (it.byte()?, it.byte()?);
    let least = it.number()?;
    let most = if limits & 1 == 1 { Some(it.number()?) } else { None };
    Ok(Table { ty, least, most })
}

fn elements(it: &mut Reader) -> Result<Elements> {
    Ok(Elements { from: address(it)?, functions: it.list(Reader::number)? })
}

fn segment<'a>(it: &mut Reader<'a>) -> Result<Segment<'a>> {
    let address = address(it)?;
    let bytes = it.piece()?;
    Ok(Segment { address, offset: (it.at() - bytes.len()) as u32, bytes })
}

/// Where elements or data go, in the first table or memory: a constant.
fn address(it: &mut Reader) -> Result<u32> {
    let flags = it.number()?;
    if flags != 0 || it.byte()? != op::I32_CONST {
        return Err(format!("elements or data of kind {flags} are not expected"));
    }
    let address = it.number()?;
    match it.byte()? {
        op::END => Ok(address),
        _ => Err("the place of elements or data is no plain number".to_string()),
    }
}

fn put_address(out: &mut Vec<u8>, address: u32) {
    out.push(op::I32_CONST);
    put_signed(out, address as i32);
    out.push(op::END);
}

fn function_names<'a>(mut it: Reader<'a>) -> Result<Vec<(u32, &'a str)>> {
    const FUNCTIONS: u8 = 1;
    while !it.done() {
        let kind = it.byte()?;
        let piece = it.piece()?;
        if kind == FUNCTIONS {
            return Reader::new(piece).list(|it| Ok((it.number()?, it.name()?)));
        }
    }
    Ok(Vec::new())
}

fn pass_limits(it: &mut Reader) -> Result<()> {
    let flags = it.byte()?;
    it.pass_number()?;
    if flags & 1 == 1 { it.pass_number() } else { Ok(()) }
}

/// An initial value: one constant.
fn pass_constant(it: &mut Reader) -> Result<()> {
    match it.byte()? {
        op::I32_CONST | 0x42 | 0xd0 | 0x23 => it.pass_number()?,
        0x43 => it.take(4).map(|_| ())?,
        0x44 => it.take(8).map(|_| ())?,
        other => return Err(format!("an initial value of kind {other:#04x} is not expected")),
    }
    match it.byte()? {
        op::END => Ok(()),
        _ => Err("an initial value of several parts is not expected".to_string()),
    }
}
