namespace Rollouts.Servers;

/// <summary>A request as it came, with its body unread.</summary>
public sealed record ReceivedCall(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Id => Headers["webhook-id"];
}
