using Rollouts.Storage.Checks;
using Rollouts.Storage.Driving;

namespace Rollouts.Fakes.Storage;

internal sealed class MemoryQuestions(MemoryTables tables) : ICheckSchedule
{
    private const string Door = "Questions";

    public Task<Claimed<ClaimedQuestion>> ClaimAsync(ClaimRequest request, CancellationToken cancellation) =>
        tables.Run(Door, nameof(ClaimAsync), () => Claim(request), cancellation);

    public Task SettleAsync(IReadOnlyList<SettledQuestion> settled, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(SettleAsync),
            () =>
            {
                foreach (var one in settled)
                {
                    Settle(one);
                }

                return settled.Count;
            },
            cancellation
        );

    public Task<ValueList<TickPageRow>> PagesAsync(
        RolloutId rollout,
        QuestionKey key,
        CancellationToken cancellation
    ) =>
        tables.Run(
            Door,
            nameof(PagesAsync),
            () =>
                tables.Pages.TryGetValue((rollout, key), out var pages)
                    ? pages.Values.ToValueList()
                    : new ValueList<TickPageRow>(),
            cancellation
        );

    public Task<ReadOnlyMemory<byte>> EvidenceAsync(
        RolloutId rollout,
        QuestionKey key,
        CancellationToken cancellation
    ) =>
        tables.Run(
            Door,
            nameof(EvidenceAsync),
            () =>
                tables.Questions.TryGetValue((rollout, key), out var question) ? question.Evidence
                : tables.Left.TryGetValue((rollout, key), out var left) ? left
                : ReadOnlyMemory<byte>.Empty,
            cancellation
        );

    public Task<int> ForgetPagesAsync(Instant before, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(ForgetPagesAsync),
            () =>
                tables
                    .Pages.Where(pages =>
                        tables.Rollouts.GetValueOrDefault(pages.Key.Item1)?.Row is not { EndedAt: null }
                    )
                    .Sum(pages =>
                        pages
                            .Value.Values.Where(page => page.To < before)
                            .ToList()
                            .Count(page => pages.Value.Remove(page.First))
                    ),
            cancellation
        );

    private Claimed<ClaimedQuestion> Claim(ClaimRequest request)
    {
        var now = tables.Now();
        var claimed = tables
            .DueQuestions.TakeWhile(due => due.Due <= now)
            .Select(due => (due.Due, due.Id, Question: tables.Questions[due.Id]))
            .Where(due => due.Question.IsFree(now) && tables.Rollouts[due.Id.Rollout].Format <= request.Reads)
            .Where(due => request.Least == WorkClass.Start || due.Question.Class < WorkClass.Start)
            .OrderBy(due => due.Question.Class)
            .Take(request.AtMost)
            .ToList();
        return new Claimed<ClaimedQuestion>(
            now,
            claimed
                .Select(due => new ClaimedQuestion(
                    due.Id.Rollout,
                    due.Id.Key,
                    due.Question.Terms,
                    due.Question.Evidence,
                    tables.Take(due.Question, now + request.For),
                    due.Due
                )
                {
                    Class = due.Question.Class,
                })
                .ToValueList()
        );
    }

    private void Settle(SettledQuestion settled)
    {
        var id = (settled.Rollout, settled.Key);
        if (!tables.Questions.TryGetValue(id, out var question))
        {
            if (settled.Page is null && tables.Left.ContainsKey(id))
            {
                tables.Left[id] = settled.Evidence.ToArray();
            }

            return;
        }

        if (!question.IsHeld(settled.Lease))
        {
            return;
        }

        question.LetGo();
        question.Evidence = settled.Evidence.ToArray();
        tables.DueQuestions.Remove((question.Due, id));
        question.Due = settled.Next;
        tables.DueQuestions.Add((question.Due, id));
        if (settled.Page is { } page)
        {
            if (!tables.Pages.TryGetValue(id, out var pages))
            {
                tables.Pages.Add(id, pages = []);
            }

            pages.TryAdd(page.First, page);
        }

        if (settled.IsLast)
        {
            tables.Questions.Remove(id);
            tables.DueQuestions.Remove((question.Due, id));
            tables.Rollouts[settled.Rollout].Questions.Remove(settled.Key);
            tables.Left[id] = question.Evidence;
        }
    }
}
