namespace Rollouts.Integrations.Ci;

/// <summary>The hash of a commit, as it stands in an address.</summary>
internal static class CommitHash
{
    public static bool IsValid(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);
}
