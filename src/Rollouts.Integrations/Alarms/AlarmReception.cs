namespace Rollouts.Integrations.Alarms;

/// <summary>The result of receiving a message.</summary>
public abstract record AlarmReception
{
    private AlarmReception() { }

    /// <summary>The message is authentic. The list is empty if it does not concern alarms.</summary>
    public sealed record Taken(ValueList<AlarmSignal> Signals) : AlarmReception;

    /// <summary>The message could not be authenticated. The reason goes to the log and never to its sender.</summary>
    public sealed record Distrusted(string Why) : AlarmReception;

    /// <summary>The message is authentic but cannot be parsed.</summary>
    public sealed record Unreadable(string Why) : AlarmReception;

    /// <summary>The message cannot be verified at present. The sender may send it again.</summary>
    public sealed record NotNow(string Why) : AlarmReception;
}
