namespace Rollouts.Storage.Checks;

/// <summary>
/// The key of a question within its rollout: a check, with the target if it is judged for each; or the gate.
/// </summary>
public readonly record struct QuestionKey(string Text)
{
    public static QuestionKey Gate { get; } = new("gate");

    public static QuestionKey Of(CheckName check, TargetName? target) =>
        new(target is { } name ? $"check/{check}/{name}" : $"check/{check}");

    public override string ToString() => Text;
}
