//! Path data for SVG, written without the machinery of `format!`: a map has a thousand points.

/// A path under construction; coordinates in pixels, kept to a tenth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    text: String,
}

impl Path {
    /// An empty path with room for so many points.
    pub fn with_points(points: usize) -> Self {
        Self { text: String::with_capacity(points * 12 + 16) }
    }

    /// Lifts the pen and goes there.
    pub fn move_to(&mut self, x: f64, y: f64) {
        self.text.push('M');
        self.point(x, y);
    }

    /// Draws a line.
    pub fn line_to(&mut self, x: f64, y: f64) {
        self.text.push('L');
        self.point(x, y);
    }

    /// Draws through all the points, from the first.
    pub fn through(&mut self, points: &[(f64, f64)]) {
        for (index, &(x, y)) in points.iter().enumerate() {
            if index == 0 { self.move_to(x, y) } else { self.line_to(x, y) }
        }
    }

    /// Goes back to where the pen was put down.
    pub fn close(&mut self) {
        self.text.push('Z');
    }

    /// A closed rectangle.
    pub fn rectangle(&mut self, left: f64, top: f64, right: f64, bottom: f64) {
        self.through(&[(left, top), (right, top), (right, bottom), (left, bottom)]);
        self.close();
    }

    /// The text of the attribute `d`.
    pub fn into_text(self) -> String {
        self.text
    }

    fn point(&mut self, x: f64, y: f64) {
        self.number(x);
        self.text.push(' ');
        self.number(y);
    }

    fn number(&mut self, value: f64) {
        let tenths = (value * 10.0).round() as i64;
        if tenths < 0 {
            self.text.push('-');
        }
        let tenths = tenths.unsigned_abs();
        let mut digits = [0u8; 20];
        let (mut rest, mut length) = (tenths / 10, 0);
        loop {
            digits[length] = b'0' + (rest % 10) as u8;
            length += 1;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        for &digit in digits[..length].iter().rev() {
            self.text.push(char::from(digit));
        }
        if !tenths.is_multiple_of(10) {
            self.text.push('.');
            self.text.push(char::from(b'0' + (tenths % 10) as u8));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_kept_to_a_tenth() {
        let mut path = Path::default();
        path.move_to(40.0, 404.64);
        path.line_to(-0.26, 1_234.96);
        path.close();
        assert_eq!(path.into_text(), "M40 404.6L-0.3 1235Z");
        let mut path = Path::default();
        path.line_to(-0.04, -12.5);
        assert_eq!(path.into_text(), "L0 -12.5");
    }
}
