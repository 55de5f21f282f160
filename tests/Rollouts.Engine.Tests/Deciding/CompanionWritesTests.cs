using Rollouts.Domain.Environments;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Events;
using Rollouts.Domain.Services;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Tests.Simulations;

namespace Rollouts.Engine.Tests.Deciding;

/// <summary>A beginning is written with its service and its environment, or not at all.</summary>
public sealed class CompanionWritesTests
{
    private static readonly Plan Plan = AnyPlan.Of(new Chance(1));
    private static readonly RolloutId Other = new(Guid.Parse("33333333-3333-3333-3333-333333333333"));

    private readonly Rollout _rollout;
    private readonly Service _service;

    public CompanionWritesTests()
    {
        var stable = Plan.Targets.Select(target => new StableBackend(target.Name, AnyPlan.Blue, Version: null));
        var started = ServiceDecider.Start(
            new Service
            {
                Name = Plan.Service,
                Environment = Plan.Environment,
                Stable = stable.ToValueList(),
            },
            new StartRequest
            {
                Id = new RolloutId(Guid.Parse("11111111-1111-1111-1111-111111111111")),
                Version = new VersionName("v2"),
                Plan = Plan,
                Targets = Plan
                    .Targets.Select(target => new TargetRequest(
                        target.Name,
                        ReadsBack: true,
                        AddsBackends: false,
                        null
                    ))
                    .ToValueList(),
                By = Actor.Machine,
            }
        );
        var accepted = Assert.IsType<ServiceDecision.Accepted>(started);
        _service = accepted.State;
        _rollout = Decider.Open(accepted.Opens!, "start", Actor.Machine, "a test", default).State;
    }

    [Fact]
    public void Nothing_is_written_where_the_last_slot_was_taken_meanwhile() =>
        Assert.Null(Begin(new Occupancy { Environment = Plan.Environment, UnderWay = [Other] }, atOnce: 1));

    [Fact]
    public void A_slot_is_taken_where_slots_are_few() =>
        Assert.Equal(
            ["service/prod/checkout", "environment/prod"],
            Begin(new Occupancy { Environment = Plan.Environment }, atOnce: 1)?.Select(write => write.Stream.Text)
        );

    [Fact]
    public void Nobody_counts_where_there_is_no_limit() =>
        Assert.Equal(
            ["service/prod/checkout"],
            Begin(new Occupancy { Environment = Plan.Environment }, atOnce: null)?.Select(write => write.Stream.Text)
        );

    private IReadOnlyList<Storage.Streams.StreamWrite>? Begin(Occupancy occupancy, int? atOnce) =>
        RelatedStreamWrites.Of(
            new RelatedStreams(_service, occupancy),
            _rollout,
            [new RecordedEvent(new RolloutEvent.Began(), default, Actor.Machine, Cause.Time, "its turn")],
            atOnce
        );
}
