using Xunit;

namespace BounceProcessor.Tests.Layout;

public sealed class PackageTests
{
    private static readonly string[] Unwanted =
        ["Moq", "NSubstitute", "FakeItEasy", "JustMock", "RhinoMocks", "MediatR", "AutoMapper", "Autofac", "EntityFramework", "StyleCop"];

    [Fact]
    public void No_mocking_or_indirection_package_is_used() => Assert.Empty(Packages(Repository.Text("Directory.Packages.props")));

    [Fact]
    public void Versions_stand_in_one_file_only()
    {
        var wrong = Repository.Files("", ".csproj").Where(file => HasVersion(Repository.Text(file)));

        Assert.Empty(wrong);
    }

    [Fact]
    public void Diagnosis_references_the_mail_reader_and_nothing_else() =>
        Assert.DoesNotContain(
            Repository.Text("src/BounceProcessor.Diagnosis/BounceProcessor.Diagnosis.csproj").Split('\n').Where(line => line.Contains("Reference Include=", StringComparison.Ordinal)),
            line => !line.Contains("\"MimeKit\"", StringComparison.Ordinal) && !line.Contains("\"System.Security.Cryptography.Pkcs\"", StringComparison.Ordinal));

    [Fact]
    public void Planted_faults_are_found()
    {
        Assert.Equal(["Moq"], Packages("<PackageVersion Include=\"Moq\" Version=\"4.20.0\" />"));
        Assert.True(HasVersion("<PackageReference Include=\"Dapper\" Version=\"2.1.0\" />"));
    }

    private static IEnumerable<string> Packages(string props) =>
        Unwanted.Where(name => props.Contains($"\"{name}", StringComparison.OrdinalIgnoreCase) || props.Contains($".{name}", StringComparison.OrdinalIgnoreCase));

    private static bool HasVersion(string project) =>
        project.Split('\n').Any(line => line.Contains("<PackageReference", StringComparison.Ordinal) && line.Contains(" Version=", StringComparison.Ordinal));
}
