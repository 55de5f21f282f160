using Rollouts.Analysis;
using Rollouts.Analysis.Judges;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Domain.Tests.Analysis;

/// <summary>Feeds a state with ticks of fifteen seconds, one after another.</summary>
internal sealed class Feed
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    private readonly List<Tick> _ticks = [];

    private Feed(CheckState state, Instant at) => (State, Now) = (state, at);

    public CheckState State { get; private set; }

    public Instant Now { get; private set; }

    public IReadOnlyList<Tick> Ticks => _ticks;

    public static Instant Start { get; } = new(1_800_000_000_000_000);

    public static Feed Begin(JudgeSettings settings) => new(CheckStates.Begin(settings, Start), Start);

    /// <summary>Begins with both arms serving, after one tick of the baseline by itself.</summary>
    public static Feed BothArms(JudgeSettings settings, double? margin = null)
    {
        Feed feed = Begin(settings);
        feed.Count(0, 0, 1000, 1);
        feed.Shift(Split.BothArms, margin: margin);
        return feed;
    }

    public Feed Shift(Split split, long requests = global::Rollouts.Analysis.Shift.UsualRequests, double? margin = null)
    {
        State.Shifted(new Shift(Now, split, requests, margin));
        return this;
    }

    public CheckOutcome Count(long candidate, long candidateBad, long baseline, long baselineBad, int times = 1) =>
        Repeat(
            times,
            () =>
                new CountTick(
                    _ticks.Count + 1,
                    Now,
                    Now + Length,
                    new ArmIncrement(candidate, candidateBad),
                    new ArmIncrement(baseline, baselineBad)
                )
        );

    public CheckOutcome Value(double candidate, double baseline = double.NaN, int times = 1) =>
        Repeat(times, () => new ValueTick(_ticks.Count + 1, Now, Now + Length, candidate, baseline));

    public CheckOutcome Values(params double[] values)
    {
        foreach (double value in values)
        {
            Value(value);
        }

        return State.Outcome;
    }

    public CheckOutcome Empty(int times = 1) => Repeat(times, () => new EmptyTick(_ticks.Count + 1, Now, Now + Length));

    public CheckOutcome Fail(int times = 1) => Repeat(times, () => new FailedTick(_ticks.Count + 1, Now, Now + Length));

    public CheckOutcome Take(Tick tick)
    {
        _ticks.Add(tick);
        Now = tick.To;
        return State.Judge(tick);
    }

    /// <summary>Stores the state and reads it back, as an engine does between two ticks.</summary>
    public Feed StoreAndReadBack()
    {
        State = CheckStates.Unpack(State.Settings, Packed())!;
        return this;
    }

    public byte[] Packed()
    {
        byte[] room = new byte[State.RoomToPack];
        return room[..State.Pack(room)];
    }

    private CheckOutcome Repeat(int times, Func<Tick> next)
    {
        for (int time = 0; time < times; time++)
        {
            Take(next());
        }

        return State.Outcome;
    }
}
