//! Sums over slices, element by element, in orders that vectorise.

/// `y += x`, element by element; eight at a time, for the compiler left it at one.
pub fn add(y: &mut [f32], x: &[f32]) {
    let ((y, y_rest), (x, x_rest)) = (y.as_chunks_mut::<8>(), x.as_chunks::<8>());
    for (y, x) in y.iter_mut().zip(x) {
        for j in 0..8 {
            y[j] += x[j];
        }
    }
    for (y, &x) in y_rest.iter_mut().zip(x_rest) {
        *y += x;
    }
}

/// Column sums, overwritten: `sum[j] = Σᵢ x[i, j]`; x `[m, n]`, sum `[n]`.
pub fn column_sums(x: &[f32], sum: &mut [f32]) {
    const BLOCK: usize = 32;
    let n = sum.len();
    let blocks = n / BLOCK * BLOCK;
    let (wide, rest) = sum.split_at_mut(blocks);
    for (i, sum) in wide.as_chunks_mut::<BLOCK>().0.iter_mut().enumerate() {
        let mut acc = [0.0f32; BLOCK];
        for row in x.chunks_exact(n) {
            for (acc, x) in acc.iter_mut().zip(&row[i * BLOCK..][..BLOCK]) {
                *acc += x;
            }
        }
        *sum = acc;
    }
    rest.fill(0.0);
    if blocks < n {
        x.chunks_exact(n).for_each(|row| add(rest, &row[blocks..]));
    }
}

/// Whether every element is finite. A sum of `0·x` is NaN exactly if one is not, and vectorises.
pub fn all_finite(x: &[f32]) -> bool {
    let mut lanes = [0.0f32; 16];
    let (chunks, rest) = x.as_chunks::<16>();
    for chunk in chunks {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane += 0.0 * x;
        }
    }
    lanes.iter().sum::<f32>() == 0.0 && rest.iter().all(|x| x.is_finite())
}

/// The first `len` elements of a buffer that only ever grows: to shrink it and let it grow again
/// would be to clear it each time.
pub(crate) fn grown<T: Clone + Default>(buffer: &mut Vec<T>, len: usize) -> &mut [T] {
    if buffer.len() < len {
        buffer.resize(len, T::default());
    }
    &mut buffer[..len]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finiteness_is_noticed_at_every_place() {
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            for at in 0..37 {
                let mut x = vec![1.0; 37];
                assert!(all_finite(&x));
                x[at] = bad;
                assert!(!all_finite(&x));
            }
        }
    }
}
