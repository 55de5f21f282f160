namespace Rollouts.Engine.Metering;

/// <summary>
/// The labels of measurements. Each has few values, because a label by rollout would create a series for each rollout.
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
    public const string Lane = "lane";

    /// <summary>The outcome of a successful call.</summary>
    public const string Done = "done";

    public static KeyValuePair<string, object?> Of(string name, string value) => new(name, value);
}
