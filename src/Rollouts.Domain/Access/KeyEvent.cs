namespace Rollouts.Domain.Access;

/// <summary>What can happen to keys.</summary>
public abstract record KeyEvent
{
    private KeyEvent() { }

    /// <summary>Somebody handed one out.</summary>
    public sealed record Issued(AccessKey Key) : KeyEvent;

    /// <summary>It was used, for the first time on that day.</summary>
    public sealed record Used : KeyEvent;

    /// <summary>Somebody took it back. It opens nothing from that moment on.</summary>
    public sealed record Revoked : KeyEvent;
}
