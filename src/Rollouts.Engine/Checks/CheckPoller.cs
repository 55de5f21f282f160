using Microsoft.Extensions.Logging;
using Rollouts.Analysis;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Loops;
using Rollouts.Engine.Outside;
using Rollouts.Engine.Overload;
using Rollouts.Engine.Rollouts;
using Rollouts.Engine.Streams;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;
using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;

namespace Rollouts.Engine.Checks;

/// <summary>
/// Asks the sources of checks and submits a verdict to the rollout when it has changed. It holds no rollout, so a
/// source that hangs delays only its own checks.
/// </summary>
public sealed class CheckPoller(
    ICheckSchedule book,
    SpecCache terms,
    IConnections connections,
    RouterLanes lanes,
    RolloutInbox inbox,
    ServingFlags serving,
    StoreClock clock,
    LoadShedding load,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>
    /// Answers that arrive within this time are stored in one transaction. Each later answer is stored by itself,
    /// because the other checks would otherwise be asked late.
    /// </summary>
    private static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(250);

    private readonly PreparedChecks _known = new();

    /// <summary>Asks each source once for all of its questions.</summary>
    public async Task AskAsync(IReadOnlyList<ClaimedQuestion> claimed, CancellationToken cancellation)
    {
        // All questions use one time, so that two rollouts with the same question cause one request.
        var now = clock.Now;
        await terms.LoadAsync([.. claimed.Select(question => question.Rollout).Distinct()], cancellation);
        List<InFlightCheck> asked = [];
        foreach (var question in claimed)
        {
            if (await PrepareAsync(question, now, cancellation) is { } prepared)
            {
                asked.Add(prepared);
            }
        }

        load.Asked([
            .. asked
                .Where(one => one.Claimed.Class < WorkClass.Start)
                .Select(one => (now - clock.FromStore(one.Claimed.Due), one.Check.Every)),
        ]);
        await Task.WhenAll(
            asked
                .GroupBy(question => question.Source.TryGet(out var source, out _) ? source.System : null)
                .Select(group => AskSourceAsync([.. group], cancellation))
        );
    }

    private async Task<InFlightCheck?> PrepareAsync(
        ClaimedQuestion claimed,
        Instant now,
        CancellationToken cancellation
    )
    {
        InFlightCheck? asked = null;
        await GuardAsync(
            claimed,
            async () =>
                asked = await terms.OfAsync(claimed.Rollout, cancellation) is { } known
                    ? InFlightCheck.Of(claimed, _known.Of(claimed, known), known, connections, now)
                    : null,
            cancellation
        );
        return asked;
    }

    private async Task AskSourceAsync(List<InFlightCheck> asked, CancellationToken cancellation)
    {
        if (!asked[0].Source.TryGet(out var source, out var fault))
        {
            await KeepAsync([.. asked.Select(question => (question, (Answer<Reading>)fault))], cancellation);
            return;
        }

        using var place = await lanes.EnterAsync(source.System, isWayBack: false, cancellation);
        using var late = new CancellationTokenSource(Timeouts.Source, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        var answers = Answers(source, asked, either.Token, cancellation).ToList();
        await Task.WhenAny(Task.WhenAll(answers), Task.Delay(Prompt, time, cancellation));
        var (prompt, slow) = (answers.FindAll(answer => answer.IsCompleted), new List<Task>());
        foreach (var answer in answers.Except(prompt))
        {
            slow.Add(KeepWhenItComesAsync(answer, cancellation));
        }

        await KeepAsync([.. await Task.WhenAll(prompt)], cancellation);
        await Task.WhenAll(slow);
    }

    private async Task KeepWhenItComesAsync(
        Task<(InFlightCheck, Answer<Reading>)> answer,
        CancellationToken cancellation
    ) => await KeepAsync([await answer], cancellation);

    private async Task KeepAsync(
        IReadOnlyList<(InFlightCheck Question, Answer<Reading> Answer)> answered,
        CancellationToken cancellation
    )
    {
        List<(ClaimedQuestion Claimed, SettledQuestion Settled)> taken = [];
        foreach (var (question, answer) in answered)
        {
            await GuardAsync(
                question.Claimed,
                async () => taken.Add((question.Claimed, await TakeAsync(question, answer, cancellation))),
                cancellation
            );
        }

        try
        {
            await book.SettleAsync([.. taken.Select(one => one.Settled)], cancellation);
        }
        // A transaction stores all answers or none. If one of them cannot be stored, each is stored by itself.
        catch (Exception exception) when (taken.Count > 0 && ItemGuard.IsUnexpected(exception, cancellation))
        {
            foreach (var (claimed, settled) in taken)
            {
                await GuardAsync(claimed, () => book.SettleAsync([settled], cancellation), cancellation);
            }
        }
    }

    /// <summary>
    /// A bug in one question does not delay the others. A question that is not settled is asked again when its lease
    /// has expired, and its verdict stays as it was.
    /// </summary>
    private Task<bool> GuardAsync(ClaimedQuestion question, Func<Task> work, CancellationToken cancellation) =>
        ItemGuard.RunAsync(
            nameof(CheckPoller),
            $"question {question.Key} of rollout {question.Rollout}",
            work,
            logger,
            cancellation
        );

    private IEnumerable<Task<(InFlightCheck, Answer<Reading>)>> Answers(
        SourceAccess source,
        List<InFlightCheck> asked,
        CancellationToken late,
        CancellationToken cancellation
    )
    {
        var sent = asked.Where(question => question.Metric is not null).ToList();
        var answers = new Queue<Task<Answer<Reading>>>(Ask(source, sent, late, cancellation));
        return
        [
            .. asked.Select(question =>
                question.Metric is null
                    ? Task.FromResult((question, NotKept(source)))
                    : WaitAsync(source, question, answers.Dequeue(), isAlone: sent.Count == 1, late, cancellation)
            ),
        ];
    }

    /// <summary>Asks all questions in one call, and each by itself if the call fails unexpectedly.</summary>
    private IReadOnlyList<Task<Answer<Reading>>> Ask(
        SourceAccess source,
        List<InFlightCheck> asked,
        CancellationToken late,
        CancellationToken cancellation
    )
    {
        try
        {
            // The current time is read again here, because a question may have waited for its source.
            var present = clock.Now;
            return source.Source.Ask([.. asked.Select(question => question.Metric! with { Present = present })], late);
        }
        catch (Exception exception) when (asked.Count > 1 && ItemGuard.IsUnexpected(exception, cancellation))
        {
            return [.. asked.Select(question => Ask(source, [question], late, cancellation)[0])];
        }
        catch (Exception exception) when (ItemGuard.IsUnexpected(exception, cancellation))
        {
            return [.. asked.Select(_ => Task.FromException<Answer<Reading>>(exception))];
        }
    }

    private async Task<(InFlightCheck, Answer<Reading>)> WaitAsync(
        SourceAccess source,
        InFlightCheck question,
        Task<Answer<Reading>> answer,
        bool isAlone,
        CancellationToken late,
        CancellationToken cancellation
    )
    {
        try
        {
            // A source that ignores its token is abandoned.
            return (question, await answer.WaitAsync(late));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (question, WithTimeout.OutOf(Timeouts.Source, $"the metric source '{source.System}'"));
        }
        // The call may have failed because of another question in it.
        catch (Exception exception) when (!isAlone && ItemGuard.IsUnexpected(exception, cancellation))
        {
            var again = Ask(source, [question], late, cancellation)[0];
            return await WaitAsync(source, question, again, isAlone: true, late, cancellation);
        }
        // The plan treats an adapter that throws as a source that fails, so that the author's setting for failures
        // applies.
        catch (Exception exception) when (ItemGuard.IsUnexpected(exception, cancellation))
        {
            ItemGuard.Note(nameof(CheckPoller), $"question {question.Claimed.Key}", exception, logger);
            return (question, new Fault(FaultKind.Broken, $"the metric source '{source.System}' failed unexpectedly"));
        }
    }

    private static Answer<Reading> NotKept(SourceAccess source) =>
        new Fault(FaultKind.Unusable, $"the router keeps no numbers for it on '{source.System}'");

    private async Task<SettledQuestion> TakeAsync(
        InFlightCheck asked,
        Answer<Reading> answer,
        CancellationToken cancellation
    )
    {
        var (claimed, question, evaluation) = (asked.Claimed, asked.Question, asked.Evaluation);
        var verdict = evaluation.Take(question, answer, clock.Now);
        var isLast = false;
        if (question.Split == Split.Returned)
        {
            var isOver = clock.Now >= question.Until;
            isLast = !await serving.ReportAsync(asked.Spec, question.Target, verdict, isOver, cancellation);
        }
        else if (verdict.Outcome != evaluation.Told)
        {
            // The verdict is submitted before it is recorded. A crash between the two repeats the verdict and never
            // loses it.
            var reached = new Observation.VerdictReached(
                question.Check,
                question.Target,
                evaluation.Generation,
                evaluation.Epoch,
                verdict
            );
            var handed = await inbox.SubmitAsync(claimed.Rollout, reached, wakes: true, answer: null, cancellation);
            evaluation.Told = handed is CommandResult<Rollout>.Conflict ? evaluation.Told : verdict.Outcome;
        }

        var page = evaluation.TakeFullPage();
        return new SettledQuestion(
            claimed.Rollout,
            claimed.Key,
            claimed.Lease,
            CheckEvaluationPacking.Pack(evaluation),
            NextTime(asked),
            page is null ? null : new TickPageRow(page.First, page.From, page.To, page.Bytes)
        )
        {
            IsLast = isLast,
        };
    }

    private Instant NextTime(InFlightCheck asked)
    {
        var claimed = asked.Claimed;
        var pace = asked.Source.TryGet(out var source, out _)
            ? source.Traits.PaceOf(asked.Check)
            : new Pace(asked.Check.Every, IsByTheClock: false);
        var next = pace.Next(clock.FromStore(claimed.Due), clock.Now);

        // The first questions of all checks that were started together are due at once. Later ones are spread. A source
        // that counts by the clock is asked when its period ends, for all checks in one call.
        return clock.ToStore(
            claimed.Evidence.IsEmpty && !pace.IsByTheClock
                ? next - (pace.Every * (0.5 * Spread.Of(claimed.Rollout, claimed.Key.Text)))
                : next
        );
    }
}
