namespace Rollouts.Domain.Access;

/// <summary>An event in the life of an API key.</summary>
public abstract record KeyEvent
{
    private KeyEvent() { }

    /// <summary>The key was created.</summary>
    public sealed record Issued(AccessKey Key) : KeyEvent;

    /// <summary>The key was used for the first time on that day.</summary>
    public sealed record Used : KeyEvent;

    /// <summary>The key was revoked. It is not accepted from that moment on.</summary>
    public sealed record Revoked : KeyEvent;
}
