using Rollouts.Integrations.Storage.Asking;

namespace Rollouts.Integrations.Storage.Batching;

/// <summary>A question that is wanted after a batch.</summary>
/// <param name="BeginsAnew">
/// One commit of the batch dropped it and a later one wants it: what was gathered before is gone.
/// </param>
internal sealed record QuestionChange(WantedQuestion Question, bool BeginsAnew)
{
    public static QuestionChange After(ValueList<QuestionChange>? before, WantedQuestion wanted)
    {
        if (before is not { } earlier)
        {
            return new QuestionChange(wanted, BeginsAnew: false);
        }

        var stays = earlier.FirstOrDefault(change => change.Question.Key == wanted.Key);
        return stays is null
            ? new QuestionChange(wanted, BeginsAnew: true)
            : stays with
            {
                Question = wanted with { First = stays.Question.First },
            };
    }
}
