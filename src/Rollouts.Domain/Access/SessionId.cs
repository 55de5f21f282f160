namespace Rollouts.Domain.Access;

/// <summary>
/// The identifier of a session in logs: the hash of the token in the holder's browser, so that it authenticates
/// nothing.
/// </summary>
public readonly record struct SessionId(string Value)
{
    private const int Length = 64;

    public const int ShortLength = 8;

    public string Value { get; } = Checked(Value);

    /// <summary>Enough to find it by, for people.</summary>
    public string Short => Value[..ShortLength];

    public static bool IsValid(string? text) => text is { Length: Length } && text.All(char.IsAsciiHexDigitLower);

    public override string ToString() => Value;

    private static string Checked(string text) =>
        IsValid(text) ? text : throw new ArgumentException($"'{text}' is no id of a session.", nameof(text));
}
