using Rollouts.Analysis.Ticks;
using Rollouts.Domain.Plans.Checks;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;

namespace Rollouts.Contracts.Metrics;

/// <summary>What every metric source does, real or fake. Each test finds counters that nobody else touches.</summary>
public abstract class MetricSourceContract : IAsyncLifetime
{
    private const int ManyQuestions = 60;

    protected abstract Instant Now { get; }

    /// <summary>Whether it can count the slow ones among all.</summary>
    protected virtual bool HasHistograms => true;

    /// <summary>All requests of each arm.</summary>
    protected abstract ByArm Total { get; }

    /// <summary>The bad ones among them.</summary>
    protected abstract ByArm Bad { get; }

    /// <summary>The bad ones too, counted by something else than what counts them all.</summary>
    protected abstract ByArm BadByAnother { get; }

    /// <summary>The latency of each arm's requests, with buckets at 0.1, 0.5 and 1.</summary>
    protected abstract ByArm Buckets { get; }

    /// <summary>A number of each arm.</summary>
    protected abstract ByArm Value { get; }

    /// <summary>What has never been counted.</summary>
    protected abstract ByArm Nothing { get; }

    /// <summary>A query that the source cannot understand.</summary>
    protected abstract Query Wrong { get; }

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    [Fact]
    public async Task Counts_what_both_arms_served_each_request_once()
    {
        using var source = Open(Peer.Healthy);
        await HistoryAsync();
        var began = Now;
        var counted = new Counted(began);
        Assert.Equal((default, default), counted.Add(await AskAsync(source, Counts(began))));

        Serve(Arm.Candidate, 40, bad: 10);
        Serve(Arm.Baseline, 400, bad: 4);
        await SettleAsync();
        Assert.Equal(Arms((50, 10), (404, 4)), counted.Add(await AskAsync(source, Counts(began))));

        var second = Now;
        Serve(Arm.Candidate, 7, bad: 0);
        await SettleAsync();
        Assert.Equal(Arms((7, 0), (0, 0)), counted.Add(await AskAsync(source, Counts(second))));

        // Asked the same thing again, it has nothing new to say.
        Assert.Equal((default, default), counted.Add(await AskAsync(source, Counts(second))));
    }

    [Fact]
    public async Task Counts_bad_requests_that_something_else_counts()
    {
        using var source = Open(Peer.Healthy);
        await HistoryAsync();
        var began = Now;
        var counted = new Counted(began);
        counted.Add(await AskAsync(source, Counts(began) with { Bad = BadByAnother }));

        Serve(Arm.Candidate, 40, bad: 10);
        Serve(Arm.Baseline, 40, bad: 1);
        await SettleAsync();

        var answer = await AskAsync(source, Counts(began) with { Bad = BadByAnother });
        Assert.Equal(Arms((50, 10), (41, 1)), counted.Add(answer));
    }

    [Fact]
    public async Task Counts_one_arm_where_one_is_asked_for()
    {
        using var source = Open(Peer.Healthy);
        await HistoryAsync();
        var began = Now;
        var question = new MetricQuestion.Counts(began, began, OnlyCandidate(Total), OnlyCandidate(Bad));
        var counted = new Counted(began);
        counted.Add(await AskAsync(source, question));

        Serve(Arm.Candidate, 5, bad: 1);
        Serve(Arm.Baseline, 5, bad: 1);
        await SettleAsync();

        Assert.Equal(Arms((6, 1), (0, 0)), counted.Add(await AskAsync(source, question with { To = Now })));
    }

    [Fact]
    public async Task Counts_the_slow_ones_of_a_histogram()
    {
        using var source = Open(Peer.Healthy);
        if (await RefusesHistogramsAsync(source))
        {
            return;
        }

        Took(Arm.Candidate, 0.05, 3);
        Took(Arm.Baseline, 5, 3);
        await SettleAsync();
        var began = Now;
        var counted = new Counted(began);
        var question = new MetricQuestion.Histogram(began, began, Buckets, [0.1, 1]);
        Assert.Equal((default, default), counted.Add(await AskAsync(source, question)));

        Took(Arm.Candidate, 0.05, 70);
        Took(Arm.Candidate, 0.3, 20);
        Took(Arm.Candidate, 3, 10);
        Took(Arm.Baseline, 0.05, 8);
        await SettleAsync();

        var (candidate, baseline) = counted.Add(await AskAsync(source, question with { To = Now }));
        Assert.Equal(new ArmIncrement(100, 30, 10), candidate);
        Assert.Equal(new ArmIncrement(8, 0), baseline);
    }

    [Fact]
    public async Task Tells_an_edge_that_a_histogram_has_not()
    {
        using var source = Open(Peer.Healthy);
        if (await RefusesHistogramsAsync(source))
        {
            return;
        }

        Took(Arm.Candidate, 0.05, 3);
        Took(Arm.Baseline, 0.05, 3);
        await SettleAsync();

        var fault = FaultOf(await AskAsync(source, new MetricQuestion.Histogram(Now, Now, Buckets, [0.1, 0.3])));

        Assert.Equal(FaultKind.Refused, fault.Kind);
        Assert.Contains("0.3", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_a_number_of_each_arm()
    {
        using var source = Open(Peer.Healthy);
        Show(Arm.Candidate, 1.5);
        Show(Arm.Baseline, -2);
        await SettleAsync();

        Assert.Equal((1.5, -2), ValuesOf(await AskAsync(source, new MetricQuestion.Value(Now, Now, Value))));
        Assert.Equal(
            (1.5, double.NaN),
            ValuesOf(await AskAsync(source, new MetricQuestion.Value(Now, Now, OnlyCandidate(Value))))
        );
    }

    [Fact]
    public async Task Not_a_number_is_no_number()
    {
        using var source = Open(Peer.Healthy);
        Show(Arm.Candidate, double.NaN);
        Show(Arm.Baseline, 1);
        await SettleAsync();

        Assert.Equal((double.NaN, 1), ValuesOf(await AskAsync(source, new MetricQuestion.Value(Now, Now, Value))));
    }

    [Fact]
    public async Task Nothing_to_count_is_an_answer_and_never_nought()
    {
        using var source = Open(Peer.Healthy);

        var answers = await AskAsync(
            source,
            [
                new MetricQuestion.Counts(Now, Now, Nothing, Nothing),
                new MetricQuestion.Value(Now, Now, Nothing),
                .. HasHistograms
                    ? [new MetricQuestion.Histogram(Now, Now, Nothing, [0.1])]
                    : Array.Empty<MetricQuestion>(),
            ]
        );

        Assert.Equal((default, default), new Counted(Now).Add(answers[0]));
        Assert.Equal((double.NaN, double.NaN), ValuesOf(answers[1]));
        Assert.All(answers.Skip(2), answer => Assert.Equal((default, default), new Counted(Now).Add(answer)));
    }

    [Fact]
    public async Task A_wrong_question_is_refused_and_touches_no_other()
    {
        using var source = Open(Peer.Healthy);

        var answers = await AskAsync(
            source,
            [Number(1), new MetricQuestion.Value(Now, Now, new ByArm(Wrong, Baseline: null)), Number(2)]
        );

        Assert.Equal(1, ValuesOf(answers[0]).Candidate);
        Assert.Equal(FaultKind.Refused, FaultOf(answers[1]).Kind);
        Assert.Equal(2, ValuesOf(answers[2]).Candidate);
    }

    [Fact]
    public async Task Many_questions_at_once_keep_their_order()
    {
        using var source = Open(Peer.Healthy);

        var answers = await AskAsync(source, [.. Enumerable.Range(0, ManyQuestions).Select(Number)]);

        Assert.Equal(
            Enumerable.Range(0, ManyQuestions).Select(number => (double)number),
            answers.Select(answer => ValuesOf(answer).Candidate)
        );
        Assert.Empty(source.Ask([], default));
    }

    [Theory]
    [InlineData(Peer.Absent, FaultKind.Unreachable)]
    [InlineData(Peer.Silent, FaultKind.TimedOut)]
    [InlineData(Peer.Distrustful, FaultKind.Denied)]
    public async Task Says_how_it_failed(Peer peer, FaultKind kind)
    {
        using var source = Open(peer);

        var answers = await AskAsync(source, [Counts(Now), Number(1)]);

        Assert.All(answers, answer => Assert.Equal(kind, FaultOf(answer).Kind));
        Assert.All(answers, answer => Assert.False(string.IsNullOrWhiteSpace(FaultOf(answer).Message)));
    }

    [Fact]
    public async Task Stops_when_told_to()
    {
        using var silent = Open(Peer.Silent);
        using var gone = new CancellationTokenSource();
        var underWay = silent.Ask([Number(1)], gone.Token)[0];

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => underWay);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => silent.Ask([Number(1)], gone.Token)[0]);
    }

    protected abstract IMetricSource Open(Peer peer);

    /// <summary>A query whose value is this number.</summary>
    protected abstract Query NumberQuery(int number);

    protected abstract void Serve(Arm arm, int good, int bad);

    protected abstract void Took(Arm arm, double seconds, int requests);

    protected abstract void Show(Arm arm, double value);

    /// <summary>Waits until the source knows what was counted so far.</summary>
    protected abstract Task SettleAsync();

    /// <summary>A source without histograms says so, and does not answer with something else.</summary>
    private async Task<bool> RefusesHistogramsAsync(IMetricSource source)
    {
        if (!HasHistograms)
        {
            var fault = FaultOf(await AskAsync(source, new MetricQuestion.Histogram(Now, Now, Buckets, [0.1])));
            Assert.Equal(FaultKind.Refused, fault.Kind);
        }

        return !HasHistograms;
    }

    private MetricQuestion.Counts Counts(Instant from) => new(from, Now, Total, Bad);

    private MetricQuestion.Value Number(int number)
    {
        var query = NumberQuery(number);
        return new MetricQuestion.Value(Now, Now, new ByArm(query, Baseline: null));
    }

    private async Task HistoryAsync()
    {
        Serve(Arm.Candidate, 90, bad: 10);
        Serve(Arm.Baseline, 900, bad: 100);
        await SettleAsync();
    }

    private static ByArm OnlyCandidate(ByArm both) => both with { Baseline = null };

    private static (ArmIncrement, ArmIncrement) Arms((int All, int Bad) candidate, (int All, int Bad) baseline) =>
        (new ArmIncrement(candidate.All, candidate.Bad), new ArmIncrement(baseline.All, baseline.Bad));

    private static async Task<Answer<Reading>> AskAsync(IMetricSource source, MetricQuestion question) =>
        Assert.Single(await AskAsync(source, [question]));

    private static Task<Answer<Reading>[]> AskAsync(IMetricSource source, IReadOnlyList<MetricQuestion> questions) =>
        Task.WhenAll(source.Ask(questions, default));

    private static (double Candidate, double Baseline) ValuesOf(Answer<Reading> answer)
    {
        Assert.True(answer.TryGet(out var reading, out var fault), fault?.Message);
        var values = Assert.IsType<Reading.Values>(reading);
        return (values.Candidate, values.Baseline);
    }

    private static Fault FaultOf(Answer<Reading> answer) => Assert.IsType<Answer<Reading>.Failed>(answer).Fault;
}
