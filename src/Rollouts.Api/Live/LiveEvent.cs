using System.Text;

namespace Rollouts.Api.Live;

/// <summary>A server-sent event. It is serialized once for all listeners.</summary>
internal sealed class LiveEvent(string? id, string kind, string data)
{
    private byte[]? _bytes;

    /// <summary>Keeps the connection open. Proxies close a silent one.</summary>
    public static LiveEvent Heartbeat { get; } = new(id: null, "", "");

    /// <summary>Tells the client to reload, because its data may be out of date. No later event is missing.</summary>
    public static LiveEvent Reset { get; } = new(id: null, "reset", "{}");

    /// <summary>The identity from which a listener can resume; null for an event from which none resumes.</summary>
    public string? Id { get; } = id;

    public ReadOnlyMemory<byte> Bytes => _bytes ??= Encoding.UTF8.GetBytes(Text());

    private string Text() =>
        this == Heartbeat ? ": here\n\n"
        : Id is null ? $"event: {kind}\ndata: {data}\n\n"
        : $"id: {Id}\nevent: {kind}\ndata: {data}\n\n";
}
