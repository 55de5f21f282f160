using Microsoft.Extensions.Logging.Abstractions;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Engine.Outside.Resilience;
using Rollouts.Fakes.Clocks;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Tests.Outside.Resilience;

public sealed class ResilientSourceTests : IMetricSource
{
    private readonly WoundClock _clock = new();
    private readonly Circuits _circuits;
    private readonly List<int> _calls = [];
    private Func<int, Answer<Reading>> _script = _ => Good;

    public ResilientSourceTests() => _circuits = new Circuits(_clock, NullLogger.Instance);

    private static Answer<Reading> Good { get; } =
        new Answer<Reading>.Got(new Reading.Values(default, Candidate: 1, Baseline: 1));

    [Fact]
    public async Task What_is_answered_is_asked_once()
    {
        var answers = await WindAsync(20);

        Assert.All(answers, answer => Assert.Equal(Good, answer));
        Assert.Equal([20], _calls);
    }

    [Fact]
    public async Task What_failed_together_is_not_asked_again_one_by_one()
    {
        _script = call => call == 1 ? ScriptedCall.Broken : Good;

        var answers = await WindAsync(200);

        Assert.All(answers, answer => Assert.Equal(Good, answer));
        Assert.Equal(400, _calls.Sum());
        Assert.InRange(_calls.Count, 2, 20);
    }

    [Fact]
    public async Task A_source_that_stays_away_is_left_alone()
    {
        _script = _ => ScriptedCall.Broken;
        for (var i = 0; i < 5; i++)
        {
            await WindAsync(1);
        }

        var made = _calls.Count;
        var answer = Assert.Single(await WindAsync(1));

        Assert.Equal(made, _calls.Count);
        Assert.False(answer.TryGet(out _, out var fault));
        Assert.Contains("'prom' is not called for now", fault.Message, StringComparison.Ordinal);
    }

    IReadOnlyList<Task<Answer<Reading>>> IMetricSource.Ask(
        IReadOnlyList<MetricQuestion> questions,
        CancellationToken cancellation
    )
    {
        _calls.Add(questions.Count);
        var call = _calls.Count;
        return [.. questions.Select(_ => Task.FromResult(_script(call)))];
    }

    void IDisposable.Dispose() => GC.SuppressFinalize(this);

    private async Task<Answer<Reading>[]> WindAsync(int questions)
    {
        var source = new ResilientSource(this, "prom", _circuits, _clock);
        var asked = Enumerable
            .Range(0, questions)
            .Select(MetricQuestion (_) => new MetricQuestion.Value(default, default, new ByArm(Query.Text("x"), null)))
            .ToList();
        var answers = Task.WhenAll(source.Ask(asked, default));
        await Eventually.IsAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(100));
                return answers.IsCompleted;
            },
            "every question to be answered"
        );
        return await answers;
    }
}
