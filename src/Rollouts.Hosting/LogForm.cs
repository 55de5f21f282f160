namespace Rollouts.Hosting;

/// <summary>The format of the log.</summary>
public enum LogForm
{
    /// <summary>One line an entry, for people.</summary>
    Text,

    /// <summary>One JSON object an entry, for log collectors.</summary>
    Json,
}
