using System.Runtime.Intrinsics.X86;

namespace GradCompile.Runtime.Tests.Kernels;

/// <summary>The width of the kernels follows the processor, and the setting where there is one.</summary>
public sealed class HardwareTests
{
    [Fact]
    public void Without_a_setting_the_width_is_the_processor_s()
    {
        Assert.Null(AppContext.GetData(Hardware.VectorBitsSetting));
        Assert.Equal(Avx512F.IsSupported ? 512 : Avx2.IsSupported && Fma.IsSupported ? 256 : 128, Hardware.VectorBits);
    }

    [Theory]
    [InlineData(null, 512, 512)]
    [InlineData(null, 128, 128)]
    [InlineData(512, 512, 512)]
    [InlineData("256", 512, 256)]
    [InlineData(128, 512, 128)]
    [InlineData("128", 128, 128)]
    public void The_setting_is_a_number_or_a_string(object? setting, int widest, int expected) => Assert.Equal(expected, Hardware.Choose(setting, widest));

    [Theory]
    [InlineData("512", 256, "asks for vectors of 512 bits, but this processor's widest have 256")]
    [InlineData(256, 128, "asks for vectors of 256 bits, but this processor's widest have 128")]
    [InlineData("wide", 512, "is \"wide\"; it must be 512, 256 or 128")]
    [InlineData("", 512, "it must be 512, 256 or 128")]
    [InlineData("-256", 512, "it must be 512, 256 or 128")]
    [InlineData(300, 512, "is \"300\"; it must be 512, 256 or 128")]
    [InlineData(true, 512, "is \"True\"; it must be 512, 256 or 128")]
    public void A_width_that_cannot_be_is_refused_with_what_to_set(object setting, int widest, string message)
    {
        var error = Assert.Throws<GradCompileException>(() => Hardware.Choose(setting, widest));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(Hardware.VectorBitsSetting, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 512, 256, 128 }, 512, 512)]
    [InlineData(new[] { 512, 256, 128 }, 128, 128)]
    [InlineData(new[] { 256, 128 }, 512, 256)]
    [InlineData(new[] { 512, 128 }, 256, 128)]
    [InlineData(new[] { 128 }, 512, 128)]
    public void A_network_runs_at_the_widest_width_that_it_has_kernels_for(int[] widths, int most, int expected) => Assert.Equal(expected, Hardware.Among(widths, most));
}
