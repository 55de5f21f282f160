namespace Rollouts.Integrations.Storage.Asking;

/// <summary>A question that is to be asked from now on.</summary>
/// <param name="Terms">What whoever asks must know, as JSON; replaced when it changes.</param>
/// <param name="First">When it is asked for the first time, if it is new.</param>
public sealed record WantedQuestion(QuestionKey Key, string Terms, Instant First);
