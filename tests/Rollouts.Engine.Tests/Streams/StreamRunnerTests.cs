using Rollouts.Domain.Plans.Revisions;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Streams;
using Rollouts.Fakes.Storage;
using Rollouts.Storage;

namespace Rollouts.Engine.Tests.Streams;

/// <summary>Concurrent changes of one stream.</summary>
public sealed class StreamRunnerTests
{
    private static readonly ServiceName Checkout = new("checkout");
    private static readonly EnvironmentName Prod = new("prod");
    private static readonly StreamName Stream = StreamName.OfPlan(Checkout, Prod);

    private readonly StreamRunner _runner;

    public StreamRunnerTests()
    {
        var store = new MemoryStore(TimeProvider.System);
        _runner = new StreamRunner(store.Streams, new StoreClock(TimeProvider.System));
    }

    [Fact]
    public async Task The_loser_of_a_race_decides_again_on_what_the_winner_left()
    {
        var raced = false;
        List<int> seen = [];

        var result = await ChangeAsync(async history =>
        {
            seen.Add(history.Revision);
            if (!raced)
            {
                raced = true;
                await ChangeAsync(_ => new("the winner"));
            }

            return "the loser";
        });

        Assert.Equal([0, 1], seen);
        Assert.Equal(2, Assert.IsType<CommandResult<PlanHistory>.Accepted>(result).State.Revision);
    }

    [Fact]
    public async Task A_stream_that_moves_at_each_attempt_is_a_conflict_and_nothing_is_written()
    {
        var others = 0;

        var result = await ChangeAsync(async _ =>
        {
            await ChangeAsync(_ => new($"text {++others}"));
            return "never written";
        });

        Assert.IsType<CommandResult<PlanHistory>.Conflict>(result);
        Assert.Equal(StreamRunner.MostAttempts, others);
        var stored = await _runner.LoadAsync(Stream, StateCodecs.Plan(Checkout, Prod), default);
        Assert.Equal($"text {others}", stored.State!.Text);
    }

    [Fact]
    public async Task A_refusal_writes_nothing()
    {
        var refusal = new Refusal("plan.refused", "A test refuses it.");

        var result = await _runner.TransactAsync(
            Stream,
            StateCodecs.Plan(Checkout, Prod),
            (_, _) => new StreamChange<PlanHistory>.Refuse(refusal),
            default
        );

        Assert.Same(refusal, Assert.IsType<CommandResult<PlanHistory>.Refused>(result).Why);
        Assert.Equal(0, (await _runner.LoadAsync(Stream, StateCodecs.Plan(Checkout, Prod), default)).Version);
    }

    [Fact]
    public async Task A_change_without_events_is_accepted_and_writes_nothing()
    {
        await ChangeAsync(_ => new("same"));

        var result = await ChangeAsync(_ => new("same"));

        Assert.False(Assert.IsType<CommandResult<PlanHistory>.Accepted>(result).Changed);
        Assert.Equal(1, (await _runner.LoadAsync(Stream, StateCodecs.Plan(Checkout, Prod), default)).Version);
    }

    private Task<CommandResult<PlanHistory>> ChangeAsync(Func<PlanHistory, ValueTask<string>> text) =>
        _runner.TransactAsync(
            Stream,
            StateCodecs.Plan(Checkout, Prod),
            async (before, now) =>
            {
                var events = before.State!.Submit(await text(before.State));
                var after = events.Aggregate(before.State, (state, happened) => state.Evolve(happened));
                var because = new EventMetadata(now, Actor.Machine, new Cause("test", null), "a test");
                return StreamAppend.Change(before, after, events, because);
            },
            default
        );
}
