"""The environments keep Gymnasium's contract, and many at once are as many single ones."""

import json
import math
import warnings

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.error import ResetNeeded
from gymnasium.utils.env_checker import check_env

import aolo

IDS = ["aolo/Bench-v2", "aolo/Any-v2"]
ACTIONS = ["free", "feasible"]


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("action", ACTIONS)
def test_gymnasium_finds_nothing_to_say(name, action):
    env = gym.make(name, action=action)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_env(env.unwrapped)
    for space in (env.observation_space, env.action_space):
        assert isinstance(space, gym.spaces.Box)
        assert space.dtype == np.float32


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("action", ACTIONS)
def test_reward_and_info_are_those_of_the_model(name, action):
    env = gym.make(name, action=action)
    env.action_space.seed(5)
    seen, broken = set(), 0
    for episode in range(60):
        observation, info = env.reset(seed=9 if episode == 0 else None)
        seen.add(observation.tobytes())
        scenario = env.unwrapped.scenario()
        after, reward, terminated, truncated, info = env.step(env.action_space.sample())
        assert (terminated, truncated) == (True, False)
        assert np.array_equal(after, observation)
        said = aolo.footprint(scenario, info["tokens"], info["power_w"])
        # A number that was written as JSON and read again may have lost its last bit.
        assert info["total_g"] == pytest.approx(said["total_g"], rel=1e-13)
        assert info["feasible"] == said["feasible"]
        broken += not info["feasible"]
        assert (info["charged_g"] > info["total_g"]) == (not info["feasible"])
        # C_ref, at full power: the natural length, which completes every second answer, or the
        # shortest that keeps all limits.
        most = max_power(scenario)
        natural = min(round(scenario["kappa50"]), scenario["tokens_max"])
        tokens = natural if action == "free" else shortest(scenario, most)
        reference = aolo.footprint(scenario, tokens, most)
        expected = -math.log(info["charged_g"] / reference["total_g"])
        if info["feasible"]:
            assert reward == pytest.approx(expected, abs=1e-6)
        else:
            # A broken limit costs a half and more beside the charge.
            assert reward < expected - 0.5 + 1e-6
    assert len(seen) == 60
    assert broken > 30 if action == "free" else broken == 0


def shortest(scenario, power_w):
    """The shortest answer that keeps all limits at a power, at which that of the optimum does."""
    short, long = 0, aolo.optimum(scenario)["tokens"]
    while long - short > 1:
        middle = (short + long) // 2
        kept = aolo.footprint(scenario, middle, power_w)["feasible"]
        short, long = (short, middle) if kept else (middle, long)
    return long


def max_power(scenario):
    """The most that the cell can send, as the package says it where it is passed."""
    with pytest.raises(ValueError) as refused:
        aolo.footprint(scenario, 1, 1e9)
    return float(str(refused.value).split("up to ")[1].split(" ")[0])


@pytest.mark.parametrize("name", IDS)
def test_seeds_start_the_stream_anew_and_no_seed_goes_on(name):
    env = gym.make(name)

    def three(seed):
        return [env.reset(seed=seed)[0], *(env.reset()[0] for _ in range(2))]

    first, again, other = three(4), three(4), three(5)
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    # Without a first seed two environments differ.
    assert not np.array_equal(gym.make(name).reset()[0], gym.make(name).reset()[0])


@pytest.mark.parametrize("name", IDS)
def test_no_feasible_action_breaks_a_limit(name):
    many = gym.make_vec(name, 500, vectorization_mode="vector_entry_point", action="feasible")
    many.action_space.seed(1)
    many.reset(seed=1)
    for _ in range(8):
        assert many.step(many.action_space.sample())[-1]["final_info"]["feasible"].all()
    family = many.spec.kwargs["family"]
    held_out = aolo.HeldOut(family, 500, 1)
    edges = np.tile(np.float32([[-1, -1], [1, 1], [-1, 1], [np.nan, 9], [0, 0]]), (100, 1))
    assert held_out.judge(edges, action="feasible")["violation_rate"] == 0
    # The shortest answer at the middle of the feasible powers needs no learning, and is near the best.
    middle = np.tile(np.float32([[-1, 0]]), (500, 1))
    assert held_out.judge(middle, "feasible")["mean_excess"] < 0.05


def test_what_is_trained_on_is_not_what_judges():
    env = gym.make("aolo/Bench-v2")
    trained = {env.reset(seed=1 if at == 0 else None)[0].tobytes() for at in range(200)}
    judged = {row.tobytes() for row in aolo.HeldOut("bench", 200, 1).observations()}
    assert not trained & judged


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("action", ACTIONS)
def test_many_at_once_are_as_many_single_ones(name, action):
    n, rng = 5, np.random.default_rng(2)
    many = gym.make_vec(name, n, vectorization_mode="vector_entry_point", action=action)
    single = [gym.make(name, action=action) for _ in range(n)]
    seen, _ = many.reset(seed=30)
    alone = [env.reset(seed=30 + at)[0] for at, env in enumerate(single)]
    assert np.array_equal(seen, alone)
    for _ in range(20):
        actions = rng.uniform(-1.2, 1.2, (n, 2)).astype(np.float32)
        before = seen
        assert many.unwrapped.scenarios() == [env.unwrapped.scenario() for env in single]
        seen, rewards, ended, cut, infos = many.step(actions)
        assert seen in many.observation_space
        assert ended.all() and not cut.any()
        for at, env in enumerate(single):
            last, reward, _, _, info = env.step(actions[at])
            assert rewards[at] == reward
            assert np.array_equal(infos["final_obs"][at], last)
            assert np.array_equal(before[at], last)
            assert {key: infos["final_info"][key][at] for key in info} == info
            assert np.array_equal(seen[at], env.reset()[0])
    # Gymnasium's own batch of single ones sees the same, with seeds for each.
    seeds = [8, 3, 8, 1, 2]
    theirs = gym.make_vec(
        name, n, vectorization_mode="sync", action=action,
        vector_kwargs={"autoreset_mode": gym.vector.AutoresetMode.SAME_STEP},
    )
    assert np.array_equal(many.reset(seed=seeds)[0], theirs.reset(seed=seeds)[0])
    actions = rng.uniform(-1, 1, (n, 2)).astype(np.float32)
    for ours, other in zip(many.step(actions)[:4], theirs.step(actions)[:4], strict=True):
        assert np.array_equal(ours, other)


def test_a_mask_draws_some_anew():
    many = gym.make_vec("aolo/Bench-v2", 3, vectorization_mode="vector_entry_point")
    seen, _ = many.reset(seed=1)
    again, _ = many.reset(options={"reset_mask": np.array([True, False, True])})
    assert [np.array_equal(a, b) for a, b in zip(seen, again, strict=True)] == [False, True, False]


def test_what_is_refused():
    for wrong, said in [
        ({"action": "x"}, 'action = "x" is out of range: free, feasible'),
        ({"family": "all"}, 'family = "all" is out of range: bench, any'),
    ]:
        with pytest.raises(ValueError, match=said):
            gym.make("aolo/Bench-v2", **wrong)
        with pytest.raises(ValueError, match=said):
            gym.make_vec("aolo/Bench-v2", 2, vectorization_mode="vector_entry_point", **wrong)
    env = gym.make("aolo/Bench-v2").unwrapped
    for _ in range(2):
        with pytest.raises(ResetNeeded):
            env.step(np.zeros(2, np.float32))
        env.reset()
        env.step(np.zeros(2, np.float32))
    many = gym.make_vec("aolo/Bench-v2", 2, vectorization_mode="vector_entry_point")
    with pytest.raises(ResetNeeded):
        many.step(np.zeros((2, 2), np.float32))
    with pytest.raises(ValueError, match="seed: 3 of them; allowed is 2"):
        many.reset(seed=[1, 2, 3])
    many.reset(seed=1)
    with pytest.raises(ValueError, match="actions: 1 × 2; allowed is 2 × 2"):
        many.step(np.zeros((1, 2), np.float32))


def test_a_scenario_of_an_episode_is_one_of_the_command_line():
    env = gym.make("aolo/Any-v2")
    env.reset(seed=2)
    scenario = env.unwrapped.scenario()
    assert json.loads(json.dumps(scenario)) == scenario
    assert aolo.optimum(scenario)["feasible"]
