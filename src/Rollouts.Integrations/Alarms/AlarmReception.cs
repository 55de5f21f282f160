namespace Rollouts.Integrations.Alarms;

/// <summary>What became of a message.</summary>
public abstract record AlarmReception
{
    private AlarmReception() { }

    /// <summary>It is the sender's, and says this; nothing where it says nothing of alarms.</summary>
    public sealed record Taken(ValueList<AlarmSignal> Signals) : AlarmReception;

    /// <summary>Nobody knows whose it is. Why is for the log, and never for whoever sent it.</summary>
    public sealed record Distrusted(string Why) : AlarmReception;

    /// <summary>It is the sender's and cannot be read.</summary>
    public sealed record Unreadable(string Why) : AlarmReception;

    /// <summary>It cannot be checked at present, and may be sent again.</summary>
    public sealed record NotNow(string Why) : AlarmReception;
}
