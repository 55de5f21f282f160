namespace Rollouts.Integrations.Ci;

/// <summary>Validates the hash of a commit for use in an address.</summary>
internal static class CommitHash
{
    public static bool IsValid(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);
}
