using System.Text;

namespace Rollouts.Api.Live;

/// <summary>
/// Something that listeners are told, as a server-sent event. However many are told, it is put into words once.
/// </summary>
internal sealed class LiveEvent(string? id, string kind, string data)
{
    private byte[]? _bytes;

    /// <summary>Says that the line is open. Proxies close one on which nothing is said.</summary>
    public static LiveEvent Heartbeat { get; } = new(id: null, "", "");

    /// <summary>What was seen before may be out of date: load it anew. Nothing is left out from here on.</summary>
    public static LiveEvent Reset { get; } = new(id: null, "reset", "{}");

    /// <summary>What a listener sends back to go on after it; null for what nobody goes on after.</summary>
    public string? Id { get; } = id;

    public ReadOnlyMemory<byte> Bytes => _bytes ??= Encoding.UTF8.GetBytes(Text());

    private string Text() =>
        this == Heartbeat ? ": here\n\n"
        : Id is null ? $"event: {kind}\ndata: {data}\n\n"
        : $"id: {Id}\nevent: {kind}\ndata: {data}\n\n";
}
