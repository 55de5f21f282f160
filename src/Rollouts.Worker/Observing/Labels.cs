namespace Rollouts.Worker.Observing;

/// <summary>
/// What measurements are told apart by. Each takes few values, or a series would be kept for each rollout.
/// </summary>
internal static class Labels
{
    public const string Service = "service";
    public const string Environment = "environment";
    public const string Status = "status";
    public const string System = "system";
    public const string Operation = "operation";
    public const string Direction = "direction";
    public const string Outcome = "outcome";
    public const string Loop = "loop";

    /// <summary>The outcome of what went well.</summary>
    public const string Done = "done";

    public static KeyValuePair<string, object?> Of(string name, string value) => new(name, value);
}
