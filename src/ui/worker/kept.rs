//! The last run and what it learnt, kept on the device: both survive a reload and a closed tab.
//!
//! As the protocol writes it, version first: a page of another version leaves it alone, and says so.

use super::run::Run;
use crate::protocol::{self, ProtocolError, RunId};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

/// The policies of a run's first seed, as files, each with the updates it has learnt.
pub type Learnt = [Option<(u64, Vec<u8>)>; 2];

/// Where seeds under way were last, as their workers told it.
pub type Checkpoints = Vec<(RunId, ByteBuf)>;

/// What is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub run: Run,
    pub learnt: Learnt,
    pub checkpoints: Checkpoints,
}

impl Kept {
    /// As bytes.
    ///
    /// # Errors
    /// None that these types can cause; the encoder's own error otherwise.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ProtocolError> {
        protocol::encode(self)
    }

    /// Reads what was kept. What was under way then goes on, unless another page is at it.
    ///
    /// # Errors
    /// Says whether it was kept by another version, or is damaged.
    pub fn from_bytes(bytes: &[u8], nobody_at_it: bool) -> Result<Self, ProtocolError> {
        let mut kept: Self = protocol::decode(bytes)?;
        kept.run.come_back(nobody_at_it);
        Ok(kept)
    }
}

/// The device.
#[cfg(browser)]
pub mod device {
    use js_sys::Uint8Array;
    use wasm_bindgen::prelude::*;
    use wasm_bindgen_futures::JsFuture;

    #[wasm_bindgen(js_namespace = aoloKept)]
    extern "C" {
        // See `www/keep.js`; none of them fails.
        #[wasm_bindgen(js_name = read)]
        fn read_there() -> js_sys::Promise;
        #[wasm_bindgen(js_name = isLeft)]
        fn is_left() -> bool;
        #[wasm_bindgen(js_name = write)]
        fn write_there(bytes: &Uint8Array) -> js_sys::Promise;
        #[wasm_bindgen(js_name = forget)]
        fn forget_there() -> js_sys::Promise;
    }

    /// What is kept, if anything, and whether no other page is at it.
    pub async fn read() -> Option<(Vec<u8>, bool)> {
        let found = JsFuture::from(read_there()).await.ok()?;
        Some((found.dyn_into::<Uint8Array>().ok()?.to_vec(), is_left()))
    }

    /// Keeps these bytes in the place of others; whether the browser has.
    pub async fn write(bytes: Vec<u8>) -> bool {
        let written = JsFuture::from(write_there(&Uint8Array::from(bytes.as_slice()))).await;
        written.is_ok_and(|key| !key.is_undefined())
    }

    /// Forgets what is kept.
    pub async fn forget() {
        drop(JsFuture::from(forget_there()).await);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::{Ending, Hyperparameters, Recipe};
    use crate::protocol::{Plan, RunState};

    #[test]
    fn a_run_comes_back_as_it_was_kept_and_goes_on_or_is_over() {
        let plan = Plan {
            recipes: vec![Recipe::Sdrl],
            updates: 100,
            hyperparameters: Hyperparameters::default(),
            ending: Ending::Planned,
        };
        let mut run = Run::new(plan, 1, 3, 5);
        run.seeds[0].state = Some(RunState::Finished);
        run.seeds[1].state = Some(RunState::Running);
        run.seeds[1].worker = Some(0);
        let checkpoints = vec![(6, ByteBuf::from(vec![9; 1000]))];
        let kept = Kept { run, learnt: [None, Some((100, vec![1, 2]))], checkpoints };
        let bytes = kept.to_bytes().unwrap();
        let states = |kept: &Kept| kept.run.seeds.iter().map(|it| it.state).collect::<Vec<_>>();
        let mut back = Kept::from_bytes(&bytes, true).unwrap();
        assert_eq!(states(&back), states(&kept));
        assert_eq!((&back.learnt, &back.checkpoints), (&kept.learnt, &kept.checkpoints));
        assert_eq!(
            [back.run.take_next(0, &[0]), back.run.take_next(0, &[0])],
            [Some((6, 2)), Some((7, 3))]
        );
        let back = Kept::from_bytes(&bytes, false).unwrap();
        assert_eq!(states(&back), [Some(RunState::Finished), Some(RunState::Stopped), None]);
        assert!(back.run.over());
        // A version of another page, and half of one.
        let mut other = bytes.clone();
        other[0] ^= 1;
        assert!(matches!(Kept::from_bytes(&other, true), Err(ProtocolError::Version { .. })));
        assert!(Kept::from_bytes(&bytes[..bytes.len() / 2], true).is_err());
    }
}
