//! The encodings in which lists are written, by the names they have in settings.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, MACINTOSH, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254,
};

/// The encoding of a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextEncoding {
    /// Every letter of every language; what programs write today.
    Utf8,
    /// As Excel writes "Unicode text".
    Utf16LittleEndian,
    /// The same the other way round.
    Utf16BigEndian,
    /// Windows-1252.
    Western,
    /// Windows-1250.
    CentralEuropean,
    /// Windows-1251.
    Cyrillic,
    /// Windows-1253.
    Greek,
    /// Windows-1254.
    Turkish,
    /// Mac OS Roman.
    Mac,
    /// Shift JIS.
    Japanese,
    /// GBK.
    ChineseSimplified,
    /// Big5.
    ChineseTraditional,
    /// EUC-KR.
    Korean,
}

impl TextEncoding {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Utf8,
        Self::Utf16LittleEndian,
        Self::Utf16BigEndian,
        Self::Western,
        Self::CentralEuropean,
        Self::Cyrillic,
        Self::Greek,
        Self::Turkish,
        Self::Mac,
        Self::Japanese,
        Self::ChineseSimplified,
        Self::ChineseTraditional,
        Self::Korean,
    ];

    pub(super) fn codec(self) -> &'static Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16LittleEndian => UTF_16LE,
            Self::Utf16BigEndian => UTF_16BE,
            Self::Western => WINDOWS_1252,
            Self::CentralEuropean => WINDOWS_1250,
            Self::Cyrillic => WINDOWS_1251,
            Self::Greek => WINDOWS_1253,
            Self::Turkish => WINDOWS_1254,
            Self::Mac => MACINTOSH,
            Self::Japanese => SHIFT_JIS,
            Self::ChineseSimplified => GBK,
            Self::ChineseTraditional => BIG5,
            Self::Korean => EUC_KR,
        }
    }

    /// Its registered name, under which it is remembered.
    pub(super) fn label(self) -> &'static str {
        self.codec().name()
    }

    pub(super) fn from_label(label: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|encoding| encoding.label() == label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_name_of_its_own() {
        for encoding in TextEncoding::ALL {
            assert_eq!(TextEncoding::from_label(encoding.label()), Some(encoding));
        }
        assert_eq!(TextEncoding::from_label("replacement"), None);
    }
}
