//! Lengths that are good enough at a power: where quality peaks, and from where to where it is met.

use super::TOLERANCE;
use crate::carbon::{Chain, generation_times, quality, waited};
use crate::math;
use crate::qoe;
use crate::units::{BitsPerSecond, TransmitPower};

/// Lengths from and to, both inclusive.
pub(super) type Piece = (u32, u32);

/// All lengths, cut where windowed caches stop growing: QoE has one peak in each piece.
pub(super) fn pieces(chain: &Chain) -> impl Iterator<Item = Piece> {
    let last = chain.tokens_max;
    let cut = chain.bend().map_or(last, |tokens| math::clamp(tokens, 1.0, f64::from(last)) as u32);
    [(1, cut), (cut + 1, last)].into_iter().filter(|(from, to)| from <= to)
}

/// The greatest QoE at the most power, and the length that has it.
pub fn greatest_qoe(chain: &Chain) -> (f64, u32) {
    let rate = rate_at(chain, chain.power_max_w);
    let mut greatest = (f64::NEG_INFINITY, 1);
    for piece in pieces(chain) {
        let tokens = peak(piece, |tokens| height(chain, tokens, rate));
        let qoe = qoe_at(chain, tokens, rate);
        if qoe > greatest.0 {
            greatest = (qoe, tokens);
        }
    }
    greatest
}

/// The smallest κ that meets the QoE threshold at that power, if any does.
pub fn smallest_tokens(chain: &Chain, power_w: f64) -> Option<u32> {
    let rate = rate_at(chain, power_w);
    pieces(chain).find_map(|piece| smallest_in(chain, piece, rate))
}

pub(super) fn meets(chain: &Chain, tokens: u32, rate: BitsPerSecond) -> bool {
    qoe_at(chain, tokens, rate) >= chain.limits.qoe_min * (1.0 - TOLERANCE)
}

/// The smallest κ of a piece that meets the QoE threshold at that rate, if any does.
pub(super) fn smallest_in(chain: &Chain, (from, to): Piece, rate: BitsPerSecond) -> Option<u32> {
    // Left of the peak quality only rises; a plateau below zero lies where waiting is unbearable, right
    // of it.
    let too_short = |tokens: u32| {
        !meets(chain, tokens, rate) && {
            let [here, next] = [tokens, tokens + 1].map(|it| height(chain, it, rate));
            next > here || (next == here && here > 0.0)
        }
    };
    let near = near_shortest(chain, rate).clamp(from, to);
    let found = first_false((from, to), near, too_short);
    meets(chain, found, rate).then_some(found)
}

/// About the shortest length that is good enough at a rate: completeness in closed form, with speed and
/// wait as they are at a length nearby.
pub(super) fn near_shortest(chain: &Chain, rate: BitsPerSecond) -> u32 {
    let mut tokens = chain.kappa50;
    for _ in 0..2 {
        let times = generation_times(chain, tokens);
        let speed = qoe::speed(times.inter_token, rate, chain.payload_bytes_per_token);
        let wait = qoe::wait(waited(chain, tokens, &times), chain.patience);
        let asked = chain.limits.qoe_min / (speed * wait);
        if !(0.0..1.0).contains(&asked) {
            break;
        }
        tokens = qoe::tokens_for(asked, chain.kappa50, chain.shape);
    }
    tokens.ceil() as u32
}

/// The first of {from, …, to} for which a condition that holds up to somewhere fails, `to` where it
/// never does; looked for from `near` on, in steps that double.
pub(super) fn first_false((from, to): Piece, near: u32, holds: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (from, to);
    let (mut at, mut step) = (near, 1);
    // Between `low`, below which it holds, and `high`, where it fails or there is no more.
    if near < to && holds(near) {
        low = near + 1;
        while at < to {
            at = at.saturating_add(step).min(to);
            if at == to || !holds(at) {
                high = at;
                break;
            }
            (low, step) = (at + 1, 2 * step);
        }
    } else {
        high = near;
        while at > from {
            at = at.saturating_sub(step).max(from);
            if holds(at) {
                low = at + 1;
                break;
            }
            (high, step) = (at, 2 * step);
        }
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

pub(super) fn rate_at(chain: &Chain, power_w: f64) -> BitsPerSecond {
    chain.link.rate(chain.link.mean_snr(TransmitPower(power_w)))
}

pub(super) fn qoe_at(chain: &Chain, tokens: u32, rate: BitsPerSecond) -> f64 {
    let tokens = f64::from(tokens);
    quality(chain, tokens, &generation_times(chain, tokens), rate).total
}

pub(super) fn height(chain: &Chain, tokens: u32, rate: BitsPerSecond) -> f64 {
    let times = generation_times(chain, f64::from(tokens));
    let qoe = quality(chain, f64::from(tokens), &times, rate);
    height_of([qoe.length, qoe.speed, qoe.wait])
}

/// The product of shares, and below zero where that is too small for a number: level where waiting is
/// unbearable. Completeness is a number however short the answer is.
pub(super) fn height_of(shares: [f64; 3]) -> f64 {
    let product: f64 = shares.iter().product();
    if product > 0.0 {
        product
    } else if shares.contains(&0.0) {
        -1e7
    } else {
        shares.iter().map(|&share| math::ln(share)).sum()
    }
}

/// Where a function that rises, then falls, on a piece is greatest.
pub(super) fn peak((from, to): Piece, value: impl Fn(u32) -> f64) -> u32 {
    let (mut low, mut high) = (from, to);
    while low < high {
        let middle = low + (high - low) / 2;
        let (here, next) = (value(middle), value(middle + 1));
        // A plateau below zero lies where waiting is unbearable, right of the peak.
        if next > here || (next == here && here > 0.0) { low = middle + 1 } else { high = middle }
    }
    low
}

/// The last of {from, …, to} for which a condition that holds at `from` and then fails still holds.
pub(super) fn last_true(from: u32, to: u32, holds: impl Fn(u32) -> bool) -> u32 {
    if holds(to) {
        return to;
    }
    let (mut low, mut high) = (from, to);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if holds(middle) { low = middle } else { high = middle }
    }
    low
}

/// Where completeness times wait is greatest: no power makes a longer answer the smallest.
pub(super) fn completeness_peak(chain: &Chain, piece: Piece) -> u32 {
    peak(piece, |tokens| {
        let kappa = f64::from(tokens);
        let times = generation_times(chain, kappa);
        let length = qoe::completeness(kappa, chain.kappa50, chain.shape);
        let wait = qoe::wait(waited(chain, kappa, &times), chain.patience);
        height_of([length, 1.0, wait])
    })
}
