using Microsoft.Extensions.Logging.Abstractions;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Outside;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Engine.Tests.Observing;
using Rollouts.Engine.Tests.Simulations;
using Rollouts.Hosting;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;
using Rollouts.Storage.Checks;

namespace Rollouts.Engine.Tests.Loops;

/// <summary>One check of a batch fails in a way that no code expects; the others are asked and judged.</summary>
public sealed class PoisonedCheckTests : IConnections, IDisposable
{
    private const string Poison = "poisoned";

    private readonly World _world = new();
    private readonly Plan _plan;
    private readonly RolloutEngine _engine;
    private Where _where;

    public PoisonedCheckTests()
    {
        var plan = AnyPlan.Of(new Chance(7));
        var check = plan.Checks[0];
        _plan = plan with
        {
            Checks =
            [
                check with
                {
                    Name = new CheckName(Poison),
                    Subject = new Subject.Counts(Query.Text(Poison), Query.Text("errors {backend}")),
                },
                check,
                check with
                {
                    Name = new CheckName("another"),
                },
            ],
        };
        _world.AddRoutes(_plan);
        _engine = new RolloutEngine(
            _world.Store,
            this,
            new CurrentInstallation(new Installation()),
            _world.Clock,
            "one",
            NullLogger<RolloutEngine>.Instance
        );
    }

    /// <summary>Where the poisoned check fails.</summary>
    public enum Where
    {
        Nowhere,
        Preparing,
        TheCallOfAll,
        TheAnswerOfAll,
        Settling,
    }

    public void Dispose()
    {
        _engine.Dispose();
        _world.Dispose();
    }

    [Theory]
    [InlineData(Where.Preparing)]
    [InlineData(Where.TheCallOfAll)]
    [InlineData(Where.TheAnswerOfAll)]
    [InlineData(Where.Settling)]
    public async Task One_poisoned_check_holds_back_no_other(Where where)
    {
        using var measured = new Listening();
        await BeginAsync();
        _world.Pass(_plan, TimeSpan.FromSeconds(30));
        var due = await _engine.ClaimQuestionsAsync(20, default);
        Assert.Contains(due, IsPoisoned);
        Assert.Contains(due, question => !IsPoisoned(question));

        _where = where;
        _world.Store.Fault = call =>
        {
            if (where == Where.Settling && call is { Method: "SettleAsync", IsOver: false } && _isFirst)
            {
                _isFirst = false;
                throw new NotSupportedException("a row that the database does not take");
            }
        };
        await _engine.AskAsync(due, default);

        // What was settled is free and not due any more; what was not waits for the end of its lease.
        _world.Pass(_plan, TimeSpan.FromSeconds(1));
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        var again = await _engine.ClaimQuestionsAsync(20, default);
        Assert.All(
            again.Where(question => !IsPoisoned(question)),
            question => Assert.False(question.Evidence.IsEmpty, $"{question.Key} has evidence")
        );
        Assert.Equal(due.Count, again.Count);

        // Other tests of this process may add to the count, so that it says nothing where no item fails.
        Assert.True(where == Where.Settling || measured.SumOf("rollouts.loop.item.failures") > 0);
    }

    private bool _isFirst = true;

    public RouterTraits? TraitsOf(Route route) => _world.TraitsOf(route);

    public Answer<RouterAccess> RouterOf(Route route, BackendName candidate, BackendName stable) =>
        _world.RouterOf(route, candidate, stable);

    public Answer<SourceAccess> SourceOf(Plan plan, Check check)
    {
        if (_where == Where.Preparing && check.Name.Value == Poison)
        {
            throw new NotSupportedException("no code expects this");
        }

        return _world.SourceOf(plan, check).TryGet(out var access, out var fault)
            ? access with
            {
                Source = new PoisonedSource(access.Source, () => _where),
            }
            : fault;
    }

    public IReadOnlyList<WatcherAccess> WatchersOf(Plan plan) => [];

    public Answer<IGate> GateOf(Address address) => _world.GateOf(address);

    private static bool IsPoisoned(ClaimedQuestion question) =>
        question.Key.Text.Contains(Poison, StringComparison.Ordinal);

    private async Task BeginAsync()
    {
        var order = new StartOrder
        {
            Id = new RolloutId(Guid.NewGuid()),
            Key = "start",
            Plan = _plan,
            Version = new VersionName("v1"),
            By = Actor.Person("carol"),
            Reason = "a new version",
        };
        Assert.IsType<CommandResult<Rollout>.Accepted>(await _engine.Starter.StartAsync(order, answer: null, default));
        for (var look = 0; look < 3; look++)
        {
            foreach (var due in await _engine.ClaimRolloutsAsync(10, default))
            {
                await _engine.DriveAsync(due, default);
            }

            _world.Pass(_plan, TimeSpan.FromSeconds(6));
        }
    }

    private sealed class PoisonedSource(IMetricSource inner, Func<Where> where) : IMetricSource
    {
        public IReadOnlyList<Task<Answer<Reading>>> Ask(
            IReadOnlyList<MetricQuestion> questions,
            CancellationToken cancellation
        )
        {
            var isPoisoned = questions.Any(question => question.ToString().Contains(Poison, StringComparison.Ordinal));
            return where() switch
            {
                Where.TheCallOfAll when isPoisoned => throw new NotSupportedException("no code expects this"),
                Where.TheAnswerOfAll when isPoisoned =>
                [
                    .. questions.Select(_ =>
                        Task.FromException<Answer<Reading>>(new NotSupportedException("nor this"))
                    ),
                ],
                _ => inner.Ask(questions, cancellation),
            };
        }

        public void Dispose() => inner.Dispose();
    }
}
