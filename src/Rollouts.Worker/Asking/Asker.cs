using Microsoft.Extensions.Logging;
using Rollouts.Domain.Installations;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Integrations.Metrics;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Storage.Asking;
using Rollouts.Worker.Clocks;
using Rollouts.Worker.Deciding;
using Rollouts.Worker.Loops;
using Rollouts.Worker.Outside;
using Rollouts.Worker.Streams;

namespace Rollouts.Worker.Asking;

/// <summary>
/// Asks the sources of checks and hands in what their judges say when it is news. It holds no rollout: a source that
/// hangs is waited for here and nowhere else.
/// </summary>
public sealed class Asker(
    IQuestionBook book,
    TermsCache terms,
    IConnections connections,
    Lanes lanes,
    RolloutDoor door,
    StoreClock clock,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>
    /// What is answered by then is kept in one transaction. Whoever is slower is waited for alone, or the others would
    /// not be asked again in time.
    /// </summary>
    private static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(250);

    private readonly KnownQuestions _known = new();

    /// <summary>Asks each source once for all that is asked of it.</summary>
    public async Task AskAsync(IReadOnlyList<ClaimedQuestion> claimed, CancellationToken cancellation)
    {
        // One moment for all of them: what two rollouts ask for the same moment is asked once.
        var now = clock.Now;
        List<AskedQuestion> asked = [];
        foreach (var question in claimed)
        {
            if (await PrepareAsync(question, now, cancellation) is { } prepared)
            {
                asked.Add(prepared);
            }
        }

        await Task.WhenAll(
            asked
                .GroupBy(question => question.Source.TryGet(out var source, out _) ? source.System : null)
                .Select(group => AskSourceAsync([.. group], cancellation))
        );
    }

    private async Task<AskedQuestion?> PrepareAsync(
        ClaimedQuestion claimed,
        Instant now,
        CancellationToken cancellation
    )
    {
        AskedQuestion? asked = null;
        await GuardAsync(
            claimed,
            async () =>
                asked = await terms.OfAsync(claimed.Rollout, cancellation) is { } known
                    ? AskedQuestion.Of(claimed, _known.Of(claimed, known), known, connections, now)
                    : null,
            cancellation
        );
        return asked;
    }

    private async Task AskSourceAsync(List<AskedQuestion> asked, CancellationToken cancellation)
    {
        if (!asked[0].Source.TryGet(out var source, out var fault))
        {
            await KeepAsync([.. asked.Select(question => (question, (Answer<Reading>)fault))], cancellation);
            return;
        }

        using var place = await lanes.EnterAsync(source.System, isWayBack: false, cancellation);
        using var late = new CancellationTokenSource(Patience.Source, time);
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
        Task<(AskedQuestion, Answer<Reading>)> answer,
        CancellationToken cancellation
    ) => await KeepAsync([await answer], cancellation);

    private async Task KeepAsync(
        IReadOnlyList<(AskedQuestion Question, Answer<Reading> Answer)> answered,
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
        // One of them cannot be kept, and a transaction keeps all of them or none: each is kept alone.
        catch (Exception exception) when (taken.Count > 0 && ItemGuard.IsUnexpected(exception, cancellation))
        {
            foreach (var (claimed, settled) in taken)
            {
                await GuardAsync(claimed, () => book.SettleAsync([settled], cancellation), cancellation);
            }
        }
    }

    /// <summary>
    /// A bug in one question holds back no other. What is not settled is asked again when its lease has run out, and
    /// its verdict stays as it was.
    /// </summary>
    private Task<bool> GuardAsync(ClaimedQuestion question, Func<Task> work, CancellationToken cancellation) =>
        ItemGuard.RunAsync(
            nameof(Asker),
            $"question {question.Key} of rollout {question.Rollout}",
            work,
            logger,
            cancellation
        );

    private IEnumerable<Task<(AskedQuestion, Answer<Reading>)>> Answers(
        SourceAccess source,
        List<AskedQuestion> asked,
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

    /// <summary>Asks for all of them in one call; each alone where the call itself fails unexpectedly.</summary>
    private static IReadOnlyList<Task<Answer<Reading>>> Ask(
        SourceAccess source,
        List<AskedQuestion> asked,
        CancellationToken late,
        CancellationToken cancellation
    )
    {
        try
        {
            return source.Source.Ask([.. asked.Select(question => question.Metric!)], late);
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

    private async Task<(AskedQuestion, Answer<Reading>)> WaitAsync(
        SourceAccess source,
        AskedQuestion question,
        Task<Answer<Reading>> answer,
        bool isAlone,
        CancellationToken late,
        CancellationToken cancellation
    )
    {
        try
        {
            // A source that does not heed its token is left behind.
            return (question, await answer.WaitAsync(late));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (question, Timed.OutOf(Patience.Source, $"the metric source '{source.System}'"));
        }
        // The call that it went in may have failed because of another question.
        catch (Exception exception) when (!isAlone && ItemGuard.IsUnexpected(exception, cancellation))
        {
            var again = Ask(source, [question], late, cancellation)[0];
            return await WaitAsync(source, question, again, isAlone: true, late, cancellation);
        }
        // To the plan an adapter that throws is a source that fails, so that its author's answer to that applies.
        catch (Exception exception) when (ItemGuard.IsUnexpected(exception, cancellation))
        {
            ItemGuard.Note(nameof(Asker), $"question {question.Claimed.Key}", exception, logger);
            return (question, new Fault(FaultKind.Broken, $"the metric source '{source.System}' failed unexpectedly"));
        }
    }

    private static Answer<Reading> NotKept(SourceAccess source) =>
        new Fault(FaultKind.Unusable, $"the router keeps no numbers for it on '{source.System}'");

    private async Task<SettledQuestion> TakeAsync(
        AskedQuestion asked,
        Answer<Reading> answer,
        CancellationToken cancellation
    )
    {
        var (claimed, question, inquiry) = (asked.Claimed, asked.Question, asked.Inquiry);
        var verdict = inquiry.Take(question, answer, clock.Now);
        if (verdict.Standing != inquiry.Told)
        {
            // Handed in before it is noted: whoever dies in between makes it come twice, and not never.
            var reached = new Observation.VerdictReached(
                question.Check,
                question.Target,
                inquiry.Generation,
                inquiry.Epoch,
                verdict
            );
            var handed = await door.HandInAsync(claimed.Rollout, reached, wakes: true, answer: null, cancellation);
            inquiry.Told = handed is CommandResult<Rollout>.Conflict ? inquiry.Told : verdict.Standing;
        }

        var page = inquiry.TakeFullPage();
        return new SettledQuestion(
            claimed.Rollout,
            claimed.Key,
            claimed.Lease,
            InquiryPacking.Pack(inquiry),
            NextTime(claimed.Due, asked),
            page is null ? null : new TickPageRow(page.First, page.From, page.To, page.Bytes)
        );
    }

    private Instant NextTime(Instant due, AskedQuestion asked)
    {
        var pace = asked.Source.TryGet(out var source, out _)
            ? source.Traits.PaceOf(asked.Check)
            : new Pace(asked.Check.Every, IsByTheClock: false);
        return clock.ToStore(pace.Next(clock.FromStore(due), clock.Now));
    }
}
