using Rollouts.Domain.Services;

namespace Rollouts.Api.Services;

/// <summary>A candidate that was taken back and that requests still reach.</summary>
/// <param name="Rollout">The id of the rollout that was taken back.</param>
/// <param name="Sentence">What was counted, and the usual cause.</param>
/// <param name="Confirmed">Whether an administrator allowed the backend to be used all the same.</param>
internal sealed record ServingView(
    string Target,
    string Backend,
    string Rollout,
    string Since,
    string Sentence,
    bool Confirmed
)
{
    public static ServingView Of(ServingBackend serving) =>
        new(
            serving.Target.Value,
            serving.Backend.Value,
            serving.By.ToString(),
            serving.Since.ToString(),
            serving.Sentence,
            serving.IsConfirmed
        );
}
