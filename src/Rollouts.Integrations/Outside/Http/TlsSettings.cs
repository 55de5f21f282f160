namespace Rollouts.Integrations.Outside.Http;

/// <summary>
/// Whom to trust and how to be trusted. The files are read for each connection, so a renewed one counts.
/// </summary>
/// <param name="Authorities">PEM file of the authorities to trust instead of the machine's; null for those.</param>
/// <param name="Certificate">PEM file of this service's own certificate, with those that link it to its root.</param>
/// <param name="Key">PEM file of its key.</param>
internal sealed record TlsSettings(string? Authorities, string? Certificate, string? Key)
{
    public static TlsSettings None { get; } = new(Authorities: null, Certificate: null, Key: null);
}
