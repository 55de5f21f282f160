namespace Rollouts.Api.Live;

/// <summary>Something that listeners are told, as a server-sent event.</summary>
/// <param name="Id">What a listener sends back to go on after it; null for what nobody goes on after.</param>
internal sealed record LiveEvent(string? Id, string Kind, string Data)
{
    /// <summary>Says that the line is open. Proxies close one on which nothing is said.</summary>
    public static LiveEvent Heartbeat { get; } = new(Id: null, "", "");

    /// <summary>What was seen before may be out of date: load it anew. Nothing is left out from here on.</summary>
    public static LiveEvent Reset { get; } = new(Id: null, "reset", "{}");

    public string Text =>
        this == Heartbeat ? ": here\n\n"
        : Id is null ? $"event: {Kind}\ndata: {Data}\n\n"
        : $"id: {Id}\nevent: {Kind}\ndata: {Data}\n\n";
}
