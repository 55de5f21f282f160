using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rollouts.Integrations.Tests.Outside.Http;

/// <summary>A private certificate authority, as companies have them, and what it signs.</summary>
internal sealed class Authority : IDisposable
{
    private readonly X509Certificate2 _root;

    public Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        _root = request.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
    }

    public string Pem => _root.ExportCertificatePem();

    /// <summary>A certificate and its key for this name.</summary>
    public X509Certificate2 Sign(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var signed = request.Create(_root, now.AddMinutes(-30), now.AddMinutes(30), Guid.NewGuid().ToByteArray());
        using var whole = signed.CopyWithPrivateKey(key);

        // The server wants a key that it can use again.
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), password: null);
    }

    public static string KeyPem(X509Certificate2 certificate) =>
        certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

    public void Dispose() => _root.Dispose();
}
