using Rollouts.Storage.Serialization;

namespace Rollouts.Engine.Streams;

/// <summary>The text of a stored state: its shape, so that another build recognizes it, and its members.</summary>
public static class StateText
{
    private const string Tail = "}";

    public static string Write<TState>(TState state)
        where TState : class => Head<TState>.Text + StateJson.Write(state) + Tail;

    /// <summary>Null for a state of another shape, and for text that is not a state.</summary>
    public static TState? Read<TState>(string? text)
        where TState : class =>
        text is not null
        && text.StartsWith(Head<TState>.Text, StringComparison.Ordinal)
        && text.EndsWith(Tail, StringComparison.Ordinal)
            ? StateJson.Read<TState>(text.AsSpan(Head<TState>.Text.Length..^Tail.Length))
            : null;

    // Compared as text, not as parsed JSON: states are read at each command.
    private static class Head<TState>
    {
        public static readonly string Text = $$"""{"shape":"{{StateShape.Of(typeof(TState))}}","state":""";
    }
}
