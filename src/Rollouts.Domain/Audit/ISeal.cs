namespace Rollouts.Domain.Audit;

/// <summary>Signs with a key of the installation. Keys and their chance live outside.</summary>
public interface ISeal
{
    string Seal(ReadOnlySpan<byte> content);

    bool IsGenuine(ReadOnlySpan<byte> content, string seal);
}
