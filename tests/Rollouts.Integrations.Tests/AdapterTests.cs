namespace Rollouts.Integrations.Tests;

/// <summary>From what an administrator writes to something that can be driven or asked.</summary>
public sealed class AdapterTests
{
    [Theory]
    [InlineData("haproxy: { socket: /run/haproxy/admin.sock }")]
    [InlineData("haproxy: { socket: 127.0.0.1:9999, timeout: 500ms }")]
    [InlineData("haproxy: { socket: '[::1]:9999' }")]
    [InlineData(
        "haproxy: { socket: lb-1.internal:9999, dataPlane: { address: 'http://lb-1.internal:5555', "
            + "basicAuth: { user: rollouts, password: { env: DATA_PLANE_PASSWORD } } } }"
    )]
    [InlineData("appMesh: { region: eu-west-1 }")]
    [InlineData("appMesh: { region: cn-north-1, profile: mesh, timeout: 2s }")]
    [InlineData(
        "appMesh: { region: us-gov-west-1, endpoint: 'https://mesh.internal/', tls: { authorities: /etc/ca.pem }, "
            + "accessKey: { id: { env: A }, secret: { file: /run/s }, sessionToken: { env: T } }, "
            + "role: { arn: 'arn:aws:iam::123456789012:role/team/mesh', externalId: x-1, session: ci, "
            + "sts: 'https://sts.internal' } }"
    )]
    [InlineData("alb: { region: eu-west-1 }")]
    [InlineData("nlb: { region: eu-west-1 }")]
    [InlineData("vpcLattice: { region: eu-west-1 }")]
    [InlineData("kong: { address: 'http://127.0.0.1:8001' }")]
    [InlineData("kong: { address: 'https://kong:8444', workspace: shop, adminToken: { env: KONG_TOKEN } }")]
    [InlineData("kongServices: { address: 'https://eu.api.konghq.com/v2/control-planes/x', bearer: { env: PAT } }")]
    public void Opens_a_router(string connection) => Connected.Router(connection).Dispose();

    [Theory]
    [InlineData("prometheus: { address: 'http://prometheus:9090' }")]
    [InlineData("prometheus: { address: 'https://mimir.internal/prometheus/', headers: { X-Scope-OrgID: team-a } }")]
    [InlineData("prometheus: { address: 'https://p', bearer: { file: /run/secrets/token }, timeout: 30s }")]
    [InlineData("prometheus: { address: 'https://p', tls: { authorities: /etc/ca.pem, certificate: /c, key: /k } }")]
    [InlineData(
        "prometheus: "
            + "{ address: 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/w', aws: { region: eu-west-1 } }"
    )]
    [InlineData("cloudWatch: { region: eu-west-1 }")]
    [InlineData("cloudWatch: { region: eu-west-1, settling: 2m, role: { arn: 'arn:aws:iam::123456789012:role/r' } }")]
    public void Opens_a_source(string connection) => Connected.Source(connection).Dispose();

    [Theory]
    [InlineData("haproxy: { socket: admin.sock }", "plan.address-refused")]
    [InlineData("haproxy: { socket: '127.0.0.1:0' }", "plan.address-refused")]
    [InlineData("haproxy: { socket: '127.0.0.1:99999' }", "plan.address-refused")]
    [InlineData("haproxy: { socket: 'http://127.0.0.1:9999' }", "plan.address-refused")]
    [InlineData("haproxy: { socket: /run/a.sock, timeout: 1ms }", "plan.bad-duration")]
    [InlineData("haproxy: { socket: /run/a.sock, timeout: 10m }", "plan.bad-duration")]
    [InlineData("haproxy: { socket: /run/a.sock, dataPlane: {} }", "plan.missing-key")]
    [InlineData("appMesh: { region: Europe }", "plan.bad-value")]
    [InlineData("appMesh: { region: eu-west-1, role: { arn: mesh } }", "plan.bad-value")]
    [InlineData("appMesh: { region: eu-west-1, accessKey: { id: { env: A } } }", "plan.missing-key")]
    [InlineData("appMesh: { region: eu-west-1, accessKey: { id: AKIA, secret: s3cr3t } }", "plan.secret-in-plan")]
    [InlineData(
        "appMesh: { region: eu-west-1, profile: a, accessKey: { id: { env: A }, secret: { env: B } } }",
        "plan.one-of"
    )]
    [InlineData("kong: { address: 'http://k:8001', adminToken: abc }", "plan.secret-in-plan")]
    [InlineData("kong: { address: 'http://k:8001', workspace: '../other' }", "plan.bad-name")]
    [InlineData("prometheus: { address: 'https://p', bearer: { env: A }, aws: { region: eu-west-1 } }", "plan.one-of")]
    [InlineData("cloudWatch: { region: nowhere }", "plan.bad-value")]
    [InlineData("cloudWatch: { region: eu-west-1, settling: 1h }", "plan.bad-duration")]
    [InlineData("prometheus: { address: 'p:9090' }", "plan.address-refused")]
    [InlineData("prometheus: { address: 'ftp://p' }", "plan.address-refused")]
    [InlineData("prometheus: { address: 'http://p/?query=up' }", "plan.address-refused")]
    [InlineData("prometheus: { address: 'http://me:secret@p' }", "plan.secret-in-plan")]
    [InlineData("prometheus: { address: 'http://p', bearer: abc }", "plan.wrong-kind")]
    [InlineData("prometheus: { address: 'http://p', bearer: { file: token } }", "plan.bad-text")]
    [InlineData("prometheus: { address: 'http://p', bearer: { env: 'TWO WORDS' } }", "plan.bad-name")]
    [InlineData("prometheus: { address: 'http://p', bearer: { vault: x } }", "plan.unknown-key")]
    [InlineData("prometheus: { address: 'http://p', basicAuth: { user: a, password: b } }", "plan.secret-in-plan")]
    [InlineData("prometheus: { address: 'http://p', headers: { Authorization: x } }", "plan.secret-in-plan")]
    [InlineData("prometheus: { address: 'http://p', headers: { Content-Length: '1' } }", "plan.bad-name")]
    [InlineData("prometheus: { address: 'http://p', tls: { certificate: /c } }", "plan.missing-key")]
    [InlineData(
        "prometheus: { address: 'http://p', bearer: { env: A }, basicAuth: { user: a, password: { env: B } } }",
        "plan.one-of"
    )]
    public void Refuses_what_cannot_work_when_it_is_read(string connection, string code) =>
        Assert.Contains(code, Connected.Codes(connection));
}
