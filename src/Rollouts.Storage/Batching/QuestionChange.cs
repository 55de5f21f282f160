using Rollouts.Storage.Checks;

namespace Rollouts.Storage.Batching;

/// <summary>A question that exists after a batch.</summary>
/// <param name="BeginsAnew">
/// Whether one commit of the batch dropped the question and a later one added it again. Its earlier evidence is then
/// gone.
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
