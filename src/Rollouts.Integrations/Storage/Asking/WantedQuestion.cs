namespace Rollouts.Integrations.Storage.Asking;

/// <summary>A question that is to be asked from now on.</summary>
/// <param name="Terms">What whoever asks must know, as JSON; replaced when it changes.</param>
/// <param name="First">
/// When it is asked for the first time, if it is new. As with due times, 1970 asks for now by the clock of the store.
/// </param>
public sealed record WantedQuestion(QuestionKey Key, string Terms, Instant First);
