using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Http;

/// <summary>Proves who the other side is and who we are, from files that are read for each new connection.</summary>
internal static class Trust
{
    public static SslClientAuthenticationOptions Options(TlsSettings tls) =>
        new()
        {
            RemoteCertificateValidationCallback = tls.Authorities is { } file
                ? (_, certificate, chain, errors) => IsTrusted(file, certificate, chain, errors)
                : null,
            LocalCertificateSelectionCallback = tls is { Certificate: { } certificate, Key: { } key }
                ? (_, _, _, _, _) => Own(certificate, key)
                : null,
        };

    private static bool IsTrusted(
        string file,
        X509Certificate? certificate,
        X509Chain? presented,
        SslPolicyErrors errors
    )
    {
        // A wrong name or no certificate at all stays wrong; only who signed it is judged by another list.
        if (
            certificate is not X509Certificate2 theirs
            || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None
        )
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        // Private authorities seldom publish revocations, and an unreachable list would block every call.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(Authorities(file));
        foreach (var element in presented?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(theirs);
    }

    private static X509Certificate2Collection Authorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        Read(file, () => authorities.ImportFromPemFile(file));
        return authorities;
    }

    private static X509Certificate2 Own(string certificate, string key)
    {
        X509Certificate2? own = null;
        Read(certificate, () => own = X509Certificate2.CreateFromPemFile(certificate, key));
        return own!;
    }

    private static void Read(string file, Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new OutsideException(
                new Fault(FaultKind.Denied, $"the certificate in file '{file}' cannot be used: {e.Message}")
            );
        }
    }
}
