namespace Rollouts.Domain.Plans;

/// <summary>The destination of a plan's requests: a URL, or a hook that an administrator has connected.</summary>
public abstract record Address
{
    private const string Hook = "hook ";

    private Address() { }

    /// <summary>An address from its text, as a channel keeps it.</summary>
    public static Address Parse(string text) =>
        text.StartsWith(Hook, StringComparison.Ordinal)
            ? new Connected(new ConnectionName(text[Hook.Length..]))
            : new Url(text);

    /// <summary>A URL without credentials; its path and query are templates.</summary>
    public sealed record Url(string Template) : Address
    {
        public override string ToString() => Template;
    }

    public sealed record Connected(ConnectionName Connection) : Address
    {
        public override string ToString() => Hook + Connection;
    }
}
