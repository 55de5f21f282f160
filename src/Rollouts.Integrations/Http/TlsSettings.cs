namespace Rollouts.Integrations.Http;

/// <summary>
/// The trusted authorities and the client certificate. The files are read for each connection, so a renewed one takes
/// effect.
/// </summary>
/// <param name="Authorities">
/// PEM file of the authorities to trust instead of the machine's; null for the machine's.
/// </param>
/// <param name="Certificate">PEM file of the client certificate, with its intermediate certificates.</param>
/// <param name="Key">PEM file of the private key.</param>
internal sealed record TlsSettings(string? Authorities, string? Certificate, string? Key)
{
    public static TlsSettings None { get; } = new(Authorities: null, Certificate: null, Key: null);
}
