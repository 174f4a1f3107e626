//! WebAssembly's binary format, as far as taking a module apart needs it.
//!
//! Source: WebAssembly Core Specification 2.0, chapter 5.

/// What was read, or what is wrong and where.
pub type Result<T> = std::result::Result<T, String>;

/// Reads numbers and names off bytes.
#[derive(Clone)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub fn at(&self) -> usize {
        self.at
    }

    pub fn done(&self) -> bool {
        self.at >= self.bytes.len()
    }

    pub fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    pub fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let end = self.at.checked_add(count).filter(|end| *end <= self.bytes.len());
        let end = end.ok_or_else(|| format!("the module ends within byte {}", self.at))?;
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    /// An unsigned number.
    pub fn number(&mut self) -> Result<u32> {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return u32::try_from(value).map_err(|_| format!("{value} is no index"));
            }
        }
        Err(format!("a number is too long before byte {}", self.at))
    }

    /// Passes a number of any size and sign.
    pub fn pass_number(&mut self) -> Result<()> {
        while self.byte()? & 0x80 != 0 {}
        Ok(())
    }

    /// A piece with its length before it.
    pub fn piece(&mut self) -> Result<&'a [u8]> {
        let length = self.number()?;
        self.take(length as usize)
    }

    pub fn name(&mut self) -> Result<&'a str> {
        std::str::from_utf8(self.piece()?).map_err(|error| format!("a name: {error}"))
    }

    /// A list, each entry read by `read`.
    pub fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        (0..self.number()?).map(|_| read(self)).collect()
    }

    /// The bytes that `pass` passes.
    pub fn passed(&mut self, pass: impl FnOnce(&mut Self) -> Result<()>) -> Result<&'a [u8]> {
        let from = self.at;
        pass(self)?;
        Ok(&self.bytes[from..self.at])
    }
}

/// Appends an unsigned number.
pub fn put_number(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a signed number, as `i32.const` takes it.
pub fn put_signed(out: &mut Vec<u8>, mut value: i32) {
    loop {
        let byte = value as u8 & 0x7f;
        value >>= 7;
        if (value == 0 && byte & 0x40 == 0) || (value == -1 && byte & 0x40 != 0) {
            return out.push(byte);
        }
        out.push(byte | 0x80);
    }
}

/// Appends a piece with its length before it.
pub fn put_piece(out: &mut Vec<u8>, piece: &[u8]) {
    put_number(out, piece.len() as u32);
    out.extend_from_slice(piece);
}

/// Appends a list.
pub fn put_list<T>(
    out: &mut Vec<u8>,
    list: impl IntoIterator<Item = T, IntoIter: ExactSizeIterator>,
    mut put: impl FnMut(&mut Vec<u8>, T),
) {
    let list = list.into_iter();
    put_number(out, list.len() as u32);
    list.for_each(|entry| put(out, entry));
}

/// Instructions that matter by name.
pub mod op {
    pub const END: u8 = 0x0b;
    pub const CALL: u8 = 0x10;
    pub const CALL_INDIRECT: u8 = 0x11;
    pub const LOCAL_GET: u8 = 0x20;
    pub const I32_CONST: u8 = 0x41;
}

/// A call in a function's code: where its bytes are, and whom it calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    pub from: usize,
    pub to: usize,
    pub function: u32,
}

/// The direct calls of a function's body, locals included.
///
/// # Errors
/// An instruction that is not known here, or one that names a function or a piece of data in
/// another way than by calling it.
pub fn calls(body: &[u8]) -> Result<Vec<Call>> {
    let mut code = Reader::new(body);
    code.list(|it| {
        it.number()?;
        it.byte()
    })?;
    let mut found = Vec::new();
    while !code.done() {
        let from = code.at();
        let byte = code.byte()?;
        if byte == op::CALL {
            let function = code.number()?;
            found.push(Call { from, to: code.at(), function });
        } else {
            pass_operands(byte, &mut code)?;
        }
    }
    Ok(found)
}

fn pass_operands(opcode: u8, code: &mut Reader) -> Result<()> {
    match opcode {
        // Blocks, branches, locals, globals, tables, constants, the size of the memory.
        0x02..=0x04 | 0x0c | 0x0d | 0x20..=0x26 | 0x3f..=0x42 | 0xd0 => code.pass_number(),
        0x0e => {
            code.list(Reader::number)?;
            code.pass_number()
        }
        op::CALL_INDIRECT => {
            code.pass_number()?;
            code.pass_number()
        }
        0x1c => code.list(Reader::byte).map(|_| ()),
        0x28..=0x3e => pass_address(code),
        0x43 => code.take(4).map(|_| ()),
        0x44 => code.take(8).map(|_| ()),
        0x00 | 0x01 | 0x05 | op::END | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1 => Ok(()),
        0xfc => match code.number()? {
            0..=7 => Ok(()),
            // Copying within the memory and within tables.
            10 | 14 => {
                code.pass_number()?;
                code.pass_number()
            }
            11 | 15..=17 => code.pass_number(),
            other => Err(format!("instruction 0xfc {other} is not expected")),
        },
        0xfd => match code.number()? {
            0..=11 | 92 | 93 => pass_address(code),
            12 | 13 => code.take(16).map(|_| ()),
            21..=34 => code.take(1).map(|_| ()),
            84..=91 => {
                pass_address(code)?;
                code.take(1).map(|_| ())
            }
            _ => Ok(()),
        },
        other => Err(format!("instruction {other:#04x} is not expected")),
    }
}

/// Alignment and offset.
fn pass_address(code: &mut Reader) -> Result<()> {
    code.pass_number()?;
    code.pass_number()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_there_and_back() {
        for value in [0, 1, 127, 128, 16_384, u32::MAX] {
            let mut bytes = Vec::new();
            put_number(&mut bytes, value);
            assert_eq!(Reader::new(&bytes).number(), Ok(value));
        }
        // Examples of appendix A of the DWARF 4 standard.
        for (value, bytes) in
            [(2, vec![2]), (-2, vec![0x7e]), (127, vec![0xff, 0]), (-128, vec![0x80, 0x7f])]
        {
            let mut out = Vec::new();
            put_signed(&mut out, value);
            assert_eq!(out, bytes);
        }
    }

    #[test]
    fn calls_are_found_among_operands_that_look_like_them() {
        // i32.const 16, call 3, i32.load offset=16, v128.const of 0x10s, drop, call 300, end.
        let mut body = vec![0, op::I32_CONST, op::CALL, op::CALL, 3, 0x28, 2, op::CALL, 0xfd, 12];
        body.extend([op::CALL; 16]);
        body.extend([0x1a, op::CALL, 0xac, 2, op::END]);
        let found = calls(&body).unwrap();
        let functions: Vec<u32> = found.iter().map(|call| call.function).collect();
        assert_eq!(functions, [3, 300]);
        assert_eq!((found[1].from, found[1].to), (27, 30));
    }

    #[test]
    fn what_is_not_known_is_an_error() {
        assert!(calls(&[0, 0xd2, 0, op::END]).unwrap_err().contains("0xd2"));
        assert!(calls(&[0, op::CALL]).is_err());
    }
}
