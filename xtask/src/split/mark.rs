//! A module that takes down which of its functions run: each sets a global of its own when it is
//! entered.

use super::binary::{Reader, Result, op, put_number};
use super::module::{Export, GLOBAL, Module};

const GLOBAL_SET: u8 = 0x24;
/// A number that may change, and 0 to begin with.
const MARK: (&[u8], &[u8]) = (&[0x7f, 1], &[op::I32_CONST, 0, op::END]);

/// The marking module; the mark of the nth function is exported as `marked:n`.
pub fn marking(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::read(bytes)?;
    for (number, body) in module.bodies.iter_mut().enumerate() {
        let index = module.globals.len() as u32;
        module.globals.push(MARK);
        module.exports.push(Export { name: format!("marked:{number}"), kind: GLOBAL, index });
        let mut code = Reader::new(body);
        code.list(|it| {
            it.number()?;
            it.byte()
        })?;
        let mut marked = body[..code.at()].to_vec();
        marked.extend([op::I32_CONST, 1, GLOBAL_SET]);
        put_number(&mut marked, index);
        marked.extend_from_slice(&body[code.at()..]);
        *body = marked;
    }
    Ok(module.write())
}

#[cfg(test)]
mod tests {
    use super::super::tests::whole;
    use super::*;

    #[test]
    fn each_function_sets_a_mark_of_its_own() {
        let bytes = marking(&whole().write()).unwrap();
        let module = Module::read(&bytes).unwrap();
        assert_eq!(module.globals.len(), 5);
        for (number, body) in (0..).zip(&module.bodies) {
            assert_eq!(body[1..5], [op::I32_CONST, 1, GLOBAL_SET, number]);
        }
        assert_eq!(module.exports.last().map(|it| it.name.as_str()), Some("marked:4"));
    }
}
