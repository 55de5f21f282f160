namespace Rollouts.Domain;

/// <summary>One key, as people and logs may call it; it opens nothing.</summary>
public readonly record struct KeyId(string Value)
{
    private const int Length = 12;

    public string Value { get; } = Checked(Value);

    public static bool IsValid(string? text) => text is { Length: Length } && text.All(char.IsAsciiHexDigitLower);

    public override string ToString() => Value;

    private static string Checked(string text) =>
        IsValid(text) ? text : throw new ArgumentException($"'{text}' is no id of a key.", nameof(text));
}
