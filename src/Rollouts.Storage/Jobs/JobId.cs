namespace Rollouts.Storage.Jobs;

/// <summary>The id of a background job.</summary>
public readonly record struct JobId(Guid Value)
{
    private const string Format = "N";

    /// <summary>Null if the text is not an id.</summary>
    public static JobId? Read(string text) => Guid.TryParseExact(text, Format, out var value) ? new JobId(value) : null;

    public override string ToString() => Value.ToString(Format);
}
